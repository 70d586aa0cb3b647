import { Temporal } from "temporal-polyfill";
import { civilDay, openings, slotAt, type Visit, type Working } from "./openings.ts";
import { overlaps, type Slot } from "./slot.ts";

export interface Search {
  readonly visit: Visit;
  readonly practitioners: readonly Working[];
  readonly timeZone: string;
  readonly closedDays: readonly string[];
  /** Not before this; the lead time of the visit type is in it. */
  readonly from: Date;
  readonly until: Date;
  readonly limit: number;
  /** Cells that are booked or held, by practitioner. */
  readonly taken: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Free times, soonest first, one practitioner for each: who works is told, but a patient is not asked to compare. */
export function freeSlots(search: Search): { slots: readonly Slot[]; more: boolean } {
  const found: Slot[] = [];
  const zoned = (moment: Date) =>
    Temporal.Instant.fromEpochMilliseconds(moment.getTime())
      .toZonedDateTimeISO(search.timeZone)
      .toPlainDate();
  const lastDay = zoned(search.until);
  for (
    let day = zoned(search.from);
    Temporal.PlainDate.compare(day, lastDay) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (search.closedDays.includes(day.toString())) continue;
    found.push(...freeOn(day, search));
    if (found.length > search.limit) break;
  }
  return { slots: found.slice(0, search.limit), more: found.length > search.limit };
}

function freeOn(date: Temporal.PlainDate, search: Search): Slot[] {
  const { visit, timeZone, from, until, taken } = search;
  const day = civilDay(date, timeZone);
  const byStart = new Map<number, Slot[]>();
  for (const working of search.practitioners) {
    const { practitionerId } = working;
    const theirs = taken.get(practitionerId) ?? new Set();
    for (const start of openings(working, visit, day)) {
      if (start < from.getTime() || start >= until.getTime()) continue;
      const slot = slotAt(start, practitionerId, visit);
      if (overlaps(slot, theirs)) continue;
      const others = byStart.get(start);
      if (others === undefined) byStart.set(start, [slot]);
      else others.push(slot);
    }
  }
  return [...byStart.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([, slots], index) => slots.slice(index % slots.length, (index % slots.length) + 1));
}
