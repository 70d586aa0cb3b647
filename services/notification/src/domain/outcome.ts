import { type Intent, step } from "./intent.ts";

/** What one try to send came to. */
export type Tried =
  | { readonly kind: "accepted"; readonly held: boolean }
  | {
      readonly kind: "refused";
      readonly code: number;
      readonly reason: string;
      readonly again: "no" | "backoff" | "later";
      readonly afterMs: number | undefined;
    }
  | { readonly kind: "uncertain"; readonly reason: string };

const mostAttempts = 8;
const longestPauseMs = 5 * 60_000;

/** What a try makes of an intent. An open fate is never tried again at once: its status may still come. */
export function afterTry(intent: Intent, tried: Tried, now: Date, chance: number): Intent {
  switch (tried.kind) {
    case "accepted":
      return step(
        intent,
        { state: "accepted", reason: tried.held ? "held by WhatsApp for quality" : "" },
        now,
      );
    case "uncertain":
      return step(intent, { state: "uncertain", reason: tried.reason }, now);
    case "refused": {
      const { code: errorCode, reason } = tried;
      if (tried.again === "no" || intent.attempts >= mostAttempts)
        return step(intent, { state: "failed", errorCode, reason }, now);
      const pauseMs = tried.afterMs ?? backoffMs(intent.attempts, chance);
      return step(
        intent,
        { state: "planned", errorCode, reason, notBefore: new Date(now.getTime() + pauseMs) },
        now,
      );
    }
  }
}

/** Doubles from one second up to five minutes, with full jitter so that many do not come back together. */
export function backoffMs(attempts: number, chance: number): number {
  const ceiling = Math.min(longestPauseMs, 1_000 * 2 ** Math.max(0, attempts - 1));
  return Math.round(ceiling / 2 + (chance * ceiling) / 2);
}

/**
 * What becomes of an intent whose fate stayed open so long that a status would have come. A reminder or an answer
 * that still helps is said again; what a person of the clinic wrote is theirs to repeat.
 */
export function afterSilence(intent: Intent, now: Date): Intent {
  if (intent.expiresAt !== undefined && intent.expiresAt <= now)
    return step(intent, { state: "expired", reason: "its fate stayed open until it was useless" }, now);
  if (intent.intentClass === "staff" || intent.attempts >= mostAttempts)
    return step(intent, { state: "failed", reason: "nobody knows whether it arrived" }, now);
  return step(
    intent,
    { state: "planned", reason: "no status came: it was not accepted", notBefore: now },
    now,
  );
}
