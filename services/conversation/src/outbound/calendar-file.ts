import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { CalendarEntry } from "../domain/message.ts";

/** A visit as a calendar file: the same visit keeps its UID, a later version replaces an earlier one. Times are UTC. */
export function calendarFile(
  { visit, cancelled, summary, location, description }: CalendarEntry,
  now: Date,
): Buffer {
  const calendar = ical({
    prodId: { company: "careline", product: "visits", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${visit.appointmentId}@careline`,
    sequence: visit.version,
    stamp: now,
    start: visit.startsAt,
    end: visit.endsAt,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary,
    location,
    description,
  });
  return Buffer.from(calendar.toString(), "utf8");
}
