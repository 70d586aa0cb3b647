import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { MessageReceived } from "@careline/contracts/gateway/v1/events";

// From WhatsApp, whose clock knows seconds, through the house to here. What is older was counted long ago.
const onItsWayMs = 3_000;

interface Hearing {
  readonly cameIn: (phoneNumberId: string) => void;
  /** Somebody of the clinic wrote in the phone app: WhatsApp lets such a number have less. */
  readonly coexists: (phoneNumberId: string) => Promise<void>;
  readonly now: () => Date;
}

/** What comes in counts for the pace of its number. Nothing is opened, and of what came nothing is kept. */
export function onMessageReceived({ cameIn, coexists, now }: Hearing): Route {
  const route = on<MessageReceived>(
    topics.messageReceived,
    async ({ time, value: { phoneNumberId, sentAt = time, echo } }) => {
      if (now().getTime() - sentAt.getTime() < onItsWayMs) cameIn(phoneNumberId);
      if (echo) await coexists(phoneNumberId);
    },
  );
  // It waits for nothing that is parked of the same person.
  return { ...route, unordered: true };
}
