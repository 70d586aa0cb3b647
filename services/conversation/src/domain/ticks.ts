/** What became of a message of ours, in the order in which news counts: a later word never goes back to an earlier one. */
const order = [
  "composed",
  "planned",
  "claimed",
  "submitting",
  "uncertain",
  "accepted",
  "sent",
  "expired",
  "suppressed",
  "failed",
  "delivered",
  "read",
] as const;

export type Tick = (typeof order)[number];

export function tickRank(tick: Tick): number {
  return order.indexOf(tick);
}
