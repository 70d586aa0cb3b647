import type { ChaosFault } from "./fault.ts";
import { nap } from "./nap.ts";

const minuteMs = 60_000;
const beforeMs = 500;

export const dueTime: ChaosFault = {
  name: "due-time",
  what: "kill -9 of scheduling at the end of every minute: the load's reminders fall due at whole minutes",
  async play({ house, until, kill }) {
    const own = house.replicas.filter(({ service }) => service === "scheduling");
    while (await nap(minuteMs - ((Date.now() + beforeMs) % minuteMs), until))
      for (const one of own) kill(one);
  },
};
