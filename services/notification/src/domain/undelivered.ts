import { type Intent, step } from "./intent.ts";
import { expiryOf } from "./useful.ts";

export const heldForQuality = {
  state: "held",
  reason: "WhatsApp keeps it until it knows how its template is received",
} as const;

// WhatsApp lets go or drops within hours; what has no end of its own ends then.
export const heldMaxMs = 24 * 3_600_000;

/**
 * What becomes of a message that WhatsApp took but no phone has shown, when it helps nobody any more; undefined while
 * it may still help. A status that comes after all settles it as it settles any other.
 */
export function afterUse(intent: Intent, now: Date): Intent | undefined {
  const end = (reason: string) => step(intent, { state: "expired", reason }, now);
  const { state, reminder, changedAt } = intent;
  if (state === "held") {
    const endsAt = expiryOf(intent) ?? new Date(changedAt.getTime() + heldMaxMs);
    return endsAt <= now ? end("WhatsApp kept it until it was useless") : undefined;
  }
  // Who sends by other channels mostly does not say what a phone has shown.
  const isTaken = intent.channel === "whatsapp" && (state === "accepted" || state === "sent");
  const hasBegun = reminder !== undefined && reminder.startsAt <= now;
  return isTaken && hasBegun ? end("no phone showed it before the visit began") : undefined;
}
