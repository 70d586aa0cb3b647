import type { AccountVerdict } from "./account.ts";

const hourMs = 3_600_000;
/** Meta counts people whom a business has written to outside their windows, in any 24 hours. */
export const dayMs = 24 * hourMs;

/** How many people that may be; undefined: WhatsApp has not said. */
export type ContactLimit = number | "unlimited" | undefined;

export interface Tier {
  readonly limit: ContactLimit;
  /** WhatsApp said that it was too many: nobody new until then. */
  readonly cappedUntil: Date | undefined;
}

export const unknownTier: Tier = { limit: undefined, cappedUntil: undefined };

/** Where a clinic stands in its day. */
export interface Reached {
  /** This one is among them: one more message to them costs nothing. */
  readonly isAmong: boolean;
  readonly count: number;
  /** When the next of them drops out. */
  readonly freesAt: Date | undefined;
}

const minuteMs = 60_000;

/**
 * When it is looked again: as soon as somebody drops out, and every hour, as the limit may be another by then. All who
 * wait look in the same minute.
 */
function looksAgainAt({ freesAt }: Reached, now: Date): Date {
  const nowMs = now.getTime();
  const frees = Math.min(freesAt?.getTime() ?? nowMs, nextOf(hourMs, nowMs));
  return new Date(Math.max(frees, nextOf(minuteMs, nowMs)));
}

const nextOf = (stepMs: number, nowMs: number) => (Math.floor(nowMs / stepMs) + 1) * stepMs;

/**
 * May one more person be written to? What is `reserved` is for reminders: how many more of them will be due at once in
 * the next day than is free by then.
 */
export function tierGate(tier: Tier, reached: Reached, reserved: number, now: Date): AccountVerdict {
  const { limit, cappedUntil } = tier;
  if (reached.isAmong) return { kind: "send" };
  if (cappedUntil !== undefined && cappedUntil > now)
    return {
      kind: "wait",
      until: cappedUntil,
      reason: "held: WhatsApp lets the clinic write to nobody new now",
    };
  if (limit === undefined || limit === "unlimited" || reached.count < limit - reserved)
    return { kind: "send" };
  const reason = `held: WhatsApp lets the clinic write to ${limit} people a day, not more`;
  return { kind: "wait", until: looksAgainAt(reached, now), reason };
}

/** After WhatsApp said that it was too many it is tried again so much later. */
export const cappedForMs = hourMs;

/** Somebody of whom a reminder falls due, then at the earliest. */
export interface DueOf {
  readonly contactId: string;
  readonly fromMs: number;
}

// Reminders go three days and one day before a visit; in the morning, where that was in the night.
const before = [
  { hours: 72, untilHours: 61 },
  { hours: 24, untilHours: 0 },
] as const;

/** Within so long visits have a reminder that may fall due within a day. */
export const remindedMs = 96 * hourMs;

/** The reminders of visits that may fall due within a day from now. */
export function dueWithinADay(
  visits: readonly { readonly contactId: string; readonly startsAt: Date }[],
  now: Date,
): readonly DueOf[] {
  const nowMs = now.getTime();
  return visits.flatMap(({ contactId, startsAt }) =>
    before.flatMap(({ hours, untilHours }) => {
      const [fromMs, untilMs] = [hours, untilHours].map((each) => startsAt.getTime() - each * hourMs);
      const isSoon = fromMs !== undefined && fromMs <= nowMs + dayMs && (untilMs ?? 0) > nowMs;
      return isSoon ? [{ contactId, fromMs }] : [];
    }),
  );
}
