import { expect, test } from "vitest";
import { readCalendar } from "./ics.ts";

const wrap = (...lines: readonly string[]) =>
  ["BEGIN:VCALENDAR", "BEGIN:VEVENT", ...lines, "END:VEVENT", "END:VCALENDAR"].join("\r\n");

test("title, place and time are read, folded and escaped lines included", () => {
  const entry = readCalendar(
    wrap(
      "SUMMARY:Visit\\, Dr Ruiz at the Har",
      " bour Clinic",
      "LOCATION:Calle Mayor 1\\nMadrid",
      "DTSTART:20261124T091500Z",
    ),
  );
  expect(entry).toEqual({
    title: "Visit, Dr Ruiz at the Harbour Clinic",
    place: "Calle Mayor 1\nMadrid",
    startsAt: { time: Date.UTC(2026, 10, 24, 9, 15), isWallTime: false, isWholeDay: false },
    endsAt: undefined,
  });
});

test("a time with a zone is a time on the wall, a date a whole day", () => {
  const entry = readCalendar(wrap("DTSTART;TZID=Europe/Madrid:20261124T091500", "DTEND;VALUE=DATE:20261125"));
  expect(entry?.startsAt).toMatchObject({ time: Date.UTC(2026, 10, 24, 9, 15), isWallTime: true });
  expect(entry?.endsAt).toMatchObject({ isWholeDay: true });
});

test("an alarm inside does not hide the event's own properties, and another text is no calendar", () => {
  const alarm = ["BEGIN:VALARM", "SUMMARY:Alarm", "END:VALARM"];
  expect(readCalendar(wrap("SUMMARY:Visit", ...alarm))?.title).toBe("Visit");
  expect(readCalendar("hello")).toBeUndefined();
});
