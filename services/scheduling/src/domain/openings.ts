import { Temporal } from "temporal-polyfill";
import type { Slot } from "./slot.ts";

/** Working hours on some days of the week, in wall-clock time. */
export interface Hours {
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
}

export interface Working {
  readonly practitionerId: string;
  readonly hours: readonly Hours[];
}

export interface Visit {
  readonly visitTypeId: string;
  readonly durationMinutes: number;
}

/** The starts that patients are offered lie at most this far apart. */
const longestStepMinutes = 30;
const minuteMs = 60_000;

/** A civil day of a place: what its wall clock shows, as moments. */
export interface CivilDay {
  readonly dayOfWeek: number;
  /** The moment of so many minutes after midnight, in milliseconds since the epoch. */
  at(minutes: number): number;
}

/** Every moment of one civil day at which a visit would fit into a practitioner's hours, earliest first. */
export function openings(
  { hours }: Pick<Working, "hours">,
  { durationMinutes }: Pick<Visit, "durationMinutes">,
  day: CivilDay,
): number[] {
  const step = Math.min(durationMinutes, longestStepMinutes);
  return hours
    .filter(({ days }) => days.includes(day.dayOfWeek))
    .flatMap((part) => starts(part, durationMinutes, step).map(day.at))
    .sort((a, b) => a - b);
}

export function slotAt(start: number, practitionerId: string, visit: Visit): Slot {
  const { visitTypeId, durationMinutes } = visit;
  const endsAt = new Date(start + durationMinutes * minuteMs);
  return { practitionerId, visitTypeId, startsAt: new Date(start), endsAt };
}

/** Does the calendar really offer this start? A slot id may be old, or made up. */
export function isOpening(
  working: Working,
  visit: Visit,
  startsAt: Date,
  { timeZone, closedDays }: { readonly timeZone: string; readonly closedDays: readonly string[] },
): boolean {
  const day = Temporal.Instant.fromEpochMilliseconds(startsAt.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  if (closedDays.includes(day.toString())) return false;
  return openings(working, visit, civilDay(day, timeZone)).includes(startsAt.getTime());
}

function starts(hours: Hours, durationMinutes: number, step: number): number[] {
  const last = minutesOf(hours.until) - durationMinutes;
  const first = minutesOf(hours.from);
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/**
 * Where the clock is not changed that day, which is nearly every day, a moment is one addition: a hospital has tens of
 * thousands of starts to look at. A time that the change to summer time skips becomes the next valid one; one that comes
 * twice, the first.
 */
export function civilDay(day: Temporal.PlainDate, timeZone: string): CivilDay {
  const { dayOfWeek } = day;
  const midnight = day.toZonedDateTime(timeZone);
  const isEven =
    midnight.hoursInDay === 24 &&
    midnight.offsetNanoseconds === midnight.add({ hours: 24 }).offsetNanoseconds;
  if (isEven) return { dayOfWeek, at: (minutes) => midnight.epochMilliseconds + minutes * minuteMs };
  return {
    dayOfWeek,
    at(minutes) {
      const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
      return day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
    },
  };
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
