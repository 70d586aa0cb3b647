import { isTooLate } from "./gate.ts";
import { type Intent, step } from "./intent.ts";

// How long later answers of a conversation wait for one whose fate is open. Statuses mostly take a second or two.
const laterAnswersWaitMs = 30_000;

/**
 * Do later answers of its conversation wait for an open fate? For a while, in which its status mostly comes; and when
 * the time has come in which its silence is decided, lest it be said again after them.
 */
export function isWaitedFor(openSince: Date, uncertainAfterMs: number, now: Date): boolean {
  const openMs = now.getTime() - openSince.getTime();
  return openMs < laterAnswersWaitMs || openMs >= uncertainAfterMs;
}

/** How long the status of an open send is waited for. Guidance in an emergency is better heard twice than too late. */
export function patienceMs(isEmergency: boolean, uncertainAfterMs: number): number {
  return isEmergency ? Math.min(30_000, uncertainAfterMs) : uncertainAfterMs;
}

/** What is said again waits so long more: a status that is on its way just now stops it. */
export const listenOnMs = 5_000;
/** And goes only when all has been heard that came until so long ago. */
export const unheardMaxMs = 1_000;

/** Why an open fate is not settled by saying it again. */
export const overtaken = "nobody knows whether it arrived, and later answers went out";

/** Why an intent is said again though nobody knows that it was not. */
export const takenAsNotSent = "no status came: taken as not sent";

const mostAttempts = 8;

/**
 * What becomes of an intent whose fate stayed open so long that a status would have come. A reminder or an answer that
 * still helps is said again; not after later answers of the same conversation, and what a person of the clinic wrote
 * is theirs to repeat.
 */
export function afterSilence(intent: Intent, isOvertaken: boolean, now: Date): Intent | undefined {
  if (intent.state !== "uncertain") return undefined;
  const end = (state: "expired" | "failed", reason: string) => step(intent, { state, reason }, now);
  if (isTooLate(intent, now)) return end("expired", "its fate stayed open until it was useless");
  if (intent.intentClass === "staff")
    return end("failed", "nobody knows whether it arrived: ask, or write again");
  // Guidance in an emergency helps whatever was said meanwhile.
  if (isOvertaken && intent.intentClass !== "emergency") return end("failed", overtaken);
  if (intent.attempts >= mostAttempts)
    return end("failed", "nobody knows whether it arrived, after eight tries");
  const waitsMs = intent.intentClass === "emergency" ? 0 : listenOnMs;
  const notBefore = new Date(now.getTime() + waitsMs);
  return step(intent, { state: "planned", reason: takenAsNotSent, notBefore }, now);
}

/** Is it about to be said again, though a status of its first send may lie there unheard? */
export function mayHaveBeenHeard({ intentClass, reason }: Intent): boolean {
  return reason === takenAsNotSent && intentClass !== "emergency";
}
