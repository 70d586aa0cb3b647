import { counters } from "@careline/runtime";

const descriptions = {
  held: "Times that WhatsApp took nothing from a clinic any more, by its code",
  resumed: "Times that a clinic's sends went again",
  slowed: "Times that WhatsApp asked a number to go slower, by its code",
};

export const sendCounters = () => counters("notification", descriptions);
