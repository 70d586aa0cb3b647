import type { Db } from "mongodb";

export interface Visit {
  readonly _id: string;
  readonly tenantId: string;
  readonly practitionerId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface Calendar {
  readonly booked: ReadonlySet<string>;
  /** Visits of one practitioner that overlap another of theirs. */
  readonly doubleBooked: number;
}

/** Reads the calendar as it ended up, and looks for overlaps by time alone: it trusts none of the guards. */
export async function calendarOf(db: Db): Promise<Calendar> {
  const visits = await db
    .collection<Visit>("appointments")
    .find({ status: { $ne: "cancelled" } })
    .toArray();
  return { booked: new Set(visits.map(({ _id }) => _id)), doubleBooked: overlaps(visits) };
}

/** How many visits begin before another of the same practitioner has ended. */
export function overlaps(visits: readonly Omit<Visit, "_id">[]): number {
  let count = 0;
  for (const own of Map.groupBy(visits, (visit) => `${visit.tenantId}/${visit.practitionerId}`).values()) {
    const sorted = own.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    let busyUntil = 0;
    for (const { startsAt, endsAt } of sorted) {
      if (startsAt.getTime() < busyUntil) count += 1;
      busyUntil = Math.max(busyUntil, endsAt.getTime());
    }
  }
  return count;
}
