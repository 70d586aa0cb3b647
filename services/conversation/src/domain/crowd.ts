/** Messages of one person within a minute. */
export interface Crowd {
  readonly since: Date;
  readonly count: number;
}

const minuteMs = 60_000;
// WhatsApp lets us answer one person once in six seconds; who writes six times as fast is read by a person.
const most = 60;

/** The crowd that a message belongs to, by when it was written: what comes late after an outage was not written at once. */
export function crowdAfter(before: Crowd | undefined, { sentAt }: { readonly sentAt: Date }): Crowd {
  const sinceMs = before === undefined ? Number.NaN : sentAt.getTime() - before.since.getTime();
  if (before === undefined || sinceMs > minuteMs || sinceMs < -minuteMs) return { since: sentAt, count: 1 };
  return { ...before, count: before.count + 1 };
}

/** Too many to be answered one by one. */
export function isTooMany(crowd: Crowd | undefined): boolean {
  return crowd !== undefined && crowd.count >= most;
}
