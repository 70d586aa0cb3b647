import type { Clinic } from "./clinic.ts";
import { dayAfter, dayIn, momentOf, weekdayOf } from "./zone-time.ts";

interface Stretch {
  readonly from: Date;
  readonly until: Date;
}

function stretchesOn(day: string, clinic: Clinic): readonly Stretch[] {
  if (clinic.closedDays.includes(day)) return [];
  return clinic.officeHours
    .filter((hours) => hours.days.includes(weekdayOf(day)))
    .map((hours) => ({
      from: momentOf(day, hours.from, clinic.timeZone),
      until: momentOf(day, hours.until, clinic.timeZone),
    }))
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** When a person of the clinic will have answered: the promised minutes, counted in office hours only. */
export function answerBy(clinic: Clinic, now: Date): Date {
  let leftMs = clinic.replyWithinMinutes * 60_000;
  let day = dayIn(clinic.timeZone, now);
  // A year without an open hour is a mistake in the clinic's file; then the promise is simply the minutes.
  for (let days = 0; days < 366; days += 1, day = dayAfter(day)) {
    for (const { from, until } of stretchesOn(day, clinic)) {
      const startMs = Math.max(from.getTime(), now.getTime());
      const openMs = until.getTime() - startMs;
      if (openMs <= 0) continue;
      if (leftMs <= openMs) return new Date(startMs + leftMs);
      leftMs -= openMs;
    }
  }
  return new Date(now.getTime() + clinic.replyWithinMinutes * 60_000);
}
