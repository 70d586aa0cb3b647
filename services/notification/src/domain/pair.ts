/**
 * WhatsApp takes one message in six seconds to one person, and lends 45 of the future. We borrow 20 at most: one that
 * takes over from another sender knows nothing of what that one borrowed.
 */
export const pair = { everyMs: 6_000, burst: 20 } as const;
// What WhatsApp asks for when it was too much to one person, the first time.
const askedMs = 1_000;

/** When all that was said to one person would have been said, had it gone at the sustained pace. */
export type PaidUntil = number;

/** The earliest moment at which one more may be said to them. */
export function pairMayGoAt(paidUntil: PaidUntil): number {
  return paidUntil - (pair.burst - 1) * pair.everyMs;
}

export function pairSent(paidUntil: PaidUntil, nowMs: number): PaidUntil {
  return Math.max(paidUntil, nowMs) + pair.everyMs;
}

/** WhatsApp has lent more than we know of: nothing is left to borrow. */
export function pairRefused(paidUntil: PaidUntil, nowMs: number): PaidUntil {
  return Math.max(paidUntil, nowMs + askedMs + (pair.burst - 1) * pair.everyMs);
}
