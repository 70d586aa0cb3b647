import { type Intent, type Price, type State, step } from "./intent.ts";
import { takenAsNotSent } from "./silence.ts";

export type Heard =
  | { readonly status: "sent" | "delivered" | "read"; readonly at: Date; readonly price?: Price | undefined }
  | { readonly status: "failed"; readonly at: Date; readonly errorCode: number; readonly reason: string };

// How far a message got. Statuses come in any order, and ticks never go back.
const ranks: Partial<Record<State, number>> = { accepted: 1, held: 1, sent: 2, delivered: 3, read: 4 };

/** What a status makes of an intent; undefined when it says nothing new. It also settles what a crash left open. */
export function hearStatus(intent: Intent, heard: Heard): Intent | undefined {
  const rank = ranks[intent.state] ?? 0;
  if (heard.status === "failed") {
    if (rank >= 3 || intent.state === "failed") return undefined;
    const { errorCode, reason, at } = heard;
    return step(intent, { state: "failed", errorCode, reason }, at);
  }
  // A phone that shows the message has it, whatever was said before.
  const isNews = (ranks[heard.status] ?? 0) > rank && !(intent.state === "failed" && heard.status === "sent");
  if (!isNews || wasKnown(intent, heard.status)) return undefined;
  const { status: state, at, price = intent.price } = heard;
  return { ...step(intent, { state, reason: settlingOf(intent), errorCode: 0 }, at), price };
}

/** What ended since it was said: the same again says nothing. */
function wasKnown({ state, history }: Intent, status: State): boolean {
  return state === "expired" && history.some((each) => each.state === status);
}

function settlingOf({ state, history }: Intent): string {
  const isAgain = state === "submitting" && history.some(({ reason }) => reason === takenAsNotSent);
  return isAgain ? "settled by its status, of this try or of one before" : (settling[state] ?? "");
}

// Only a send whose fate was open can be one of these when its status comes.
const settling: Partial<Record<State, string>> = {
  uncertain: "settled by its status",
  planned: "settled by a late status, before it was said again",
  expired: "settled by a late status",
};

const twice = "said twice: an earlier try had arrived too, its status came too late";

/** Two messages of WhatsApp's became of one intent: what can happen once in its life is kept in its history. */
export function saidTwice(intent: Intent): Intent {
  if (intent.history.some(({ reason }) => reason === twice)) return intent;
  return step(intent, { state: intent.state, reason: twice }, intent.changedAt);
}
