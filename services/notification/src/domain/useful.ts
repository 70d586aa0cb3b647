import { type Intent, step } from "./intent.ts";

// WhatsApp closes the window a day after the patient's last message; its clock and ours may differ by minutes.
const windowMs = 24 * 3_600_000 - 5 * 60_000;

/** When free words are no longer allowed. */
export function windowClosesAt({ windowOpenedAt }: Intent): Date | undefined {
  return windowOpenedAt && new Date(windowOpenedAt.getTime() + windowMs);
}

/** A reminder is of no use after its visit has begun, whatever else was said. */
export function expiryOf({ expiresAt, reminder }: Intent): Date | undefined {
  const startsAt = reminder?.startsAt;
  if (expiresAt === undefined || startsAt === undefined) return expiresAt ?? startsAt;
  return expiresAt < startsAt ? expiresAt : startsAt;
}

/**
 * The intent later. One that would be useless by then ends now: whoever waits for it learns it at once. Waiting on
 * for the same reason is no news.
 */
export function putOff(
  intent: Intent,
  to: { readonly until: Date; readonly reason: string; readonly errorCode?: number },
  now: Date,
): Intent {
  const { until, reason, errorCode = intent.errorCode } = to;
  if (isUselessBy(intent, until))
    return step(intent, { state: "expired", errorCode, reason: `${reason}; later would be too late` }, now);
  const last = intent.history.at(-1);
  if (last?.state === "planned" && last.reason === reason) return { ...intent, notBefore: until };
  return step(intent, { state: "planned", errorCode, reason, notBefore: until }, now);
}

function isUselessBy(intent: Intent, moment: Date): boolean {
  const closesAt = intent.intentClass === "reminder" ? undefined : windowClosesAt(intent);
  return [expiryOf(intent), closesAt].some((end) => end !== undefined && end <= moment);
}
