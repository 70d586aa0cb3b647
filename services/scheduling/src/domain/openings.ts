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

/** Every time of one civil day at which a visit would fit into a practitioner's hours, earliest first. */
export function openings(working: Working, visit: Visit, day: Temporal.PlainDate, timeZone: string): Slot[] {
  const step = Math.min(visit.durationMinutes, longestStepMinutes);
  return working.hours
    .filter((hours) => hours.days.includes(day.dayOfWeek))
    .flatMap((hours) =>
      starts(hours, visit.durationMinutes, step).map((minutes) => at(day, minutes, timeZone)),
    )
    .map((startsAt) => ({
      practitionerId: working.practitionerId,
      visitTypeId: visit.visitTypeId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + visit.durationMinutes * 60_000),
    }))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
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
  return openings(working, visit, day, timeZone).some(
    (slot) => slot.startsAt.getTime() === startsAt.getTime(),
  );
}

function starts(hours: Hours, durationMinutes: number, step: number): number[] {
  const last = minutesOf(hours.until) - durationMinutes;
  const first = minutesOf(hours.from);
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

// A wall-clock time that the change to summer time skips becomes the next valid one; one that comes twice, the first.
function at(day: Temporal.PlainDate, minutes: number, timeZone: string): Date {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  const { epochMilliseconds } = day.toZonedDateTime({ timeZone, plainTime: time });
  return new Date(epochMilliseconds);
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
