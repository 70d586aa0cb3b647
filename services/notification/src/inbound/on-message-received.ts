import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";

// From WhatsApp, whose clock knows seconds, through the house to here. What is older was counted long ago.
const onItsWayMs = 3_000;

/** What comes in counts for the pace of its number. Nothing is opened, and nothing is kept. */
export function onMessageReceived(cameIn: (phoneNumberId: string) => void, now: () => Date): Route {
  return on(topics.messageReceived, async ({ time, value: { phoneNumberId, sentAt = time } }) => {
    if (now().getTime() - sentAt.getTime() < onItsWayMs) cameIn(phoneNumberId);
  });
}
