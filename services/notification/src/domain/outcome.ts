import { type Intent, step } from "./intent.ts";
import { heldForQuality } from "./undelivered.ts";
import { putOff } from "./useful.ts";

/** What one try to send came to. */
export type Tried =
  | { readonly kind: "accepted"; readonly held: boolean }
  | {
      readonly kind: "refused";
      readonly code: number;
      readonly reason: string;
      readonly again: "no" | "backoff" | "later";
      readonly afterMs: number | undefined;
      /** Where the fault lies, if it is not the message's own: then it does not count against the message. */
      readonly fault?: "account" | "template" | "pace" | undefined;
    }
  | { readonly kind: "uncertain"; readonly reason: string }
  /** It was announced, but its sender had lost the right to send before it did. */
  | { readonly kind: "unsent" };

const mostAttempts = 8;
const longestPauseMs = 5 * 60_000;
/** WhatsApp's code for too much to one person: it asks for pauses of 4^n seconds. */
export const tooFastToOne = 131_056;
/** And for too many people, or too many who complained. */
export const tooManyPeople = 131_048;

/**
 * What a try makes of an intent; undefined when it is known better already, by a status that came first. The number
 * of the attempt says whose answer it is, so it counts whenever and by whomever it is brought.
 */
export function afterTry(
  intent: Intent,
  attempt: number,
  tried: Tried,
  now: Date,
  chance: number,
): Intent | undefined {
  const isOpen = intent.state === "submitting" || intent.state === "uncertain";
  if (!isOpen || intent.attempts !== attempt) return undefined;
  switch (tried.kind) {
    case "accepted": {
      const to = tried.held ? heldForQuality : ({ state: "accepted", reason: "" } as const);
      return step(intent, { ...to, errorCode: 0 }, now);
    }
    case "uncertain":
      if (intent.state === "uncertain") return undefined;
      return step(intent, { state: "uncertain", reason: tried.reason, errorCode: 0 }, now);
    case "unsent":
      return step(intent, { state: "planned", reason: "not sent: another sends now", notBefore: now }, now);
    case "refused": {
      const { code: errorCode, reason } = tried;
      const isItsOwn = tried.fault === undefined || tried.fault === "pace";
      if (tried.again === "no" || (isItsOwn && attempt >= mostAttempts))
        return step(intent, { state: "failed", errorCode, reason }, now);
      const until = new Date(now.getTime() + pauseMs(tried, attempt, chance));
      return putOff(intent, { until, errorCode, reason }, now);
    }
  }
}

function pauseMs(tried: Tried & { kind: "refused" }, attempt: number, chance: number): number {
  const { code, afterMs, fault } = tried;
  if (code === tooFastToOne) return Math.min(longestPauseMs, 1_000 * 4 ** (attempt - 1));
  if (fault === "pace") return Math.max(afterMs ?? 0, backoffMs(attempt, chance));
  return afterMs ?? backoffMs(attempt, chance);
}

/** Doubles from one second up to five minutes, with jitter so that many do not come back together. */
export function backoffMs(attempts: number, chance: number): number {
  const ceiling = Math.min(longestPauseMs, 1_000 * 2 ** Math.max(0, attempts - 1));
  return Math.round(ceiling / 2 + (chance * ceiling) / 2);
}
