import { test as property } from "@fast-check/vitest";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import type { Clinic } from "./clinic.ts";
import { answerBy } from "./office-hours.ts";
import { beforeWhen, longWhen, plainDate, shortDay, shortWhen } from "./say-when.ts";
import { dayIn, isDay, momentOf, timeIn, weekdayOf } from "./zone-time.ts";

const zones = [
  "Europe/Madrid",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];
const minutes = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });

property.prop([minutes, fc.constantFrom(...zones)])(
  "day and time are what the zone's clock shows",
  (minute, zone) => {
    const at = new Date(minute * 60_000);
    const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
    expect(dayIn(zone, at)).toBe(local.toPlainDate().toString());
    expect(timeIn(zone, at)).toBe(local.toPlainTime().toString({ smallestUnit: "minute" }));
    expect(weekdayOf(dayIn(zone, at))).toBe(local.dayOfWeek);
  },
);

property.prop([minutes, fc.constantFrom(...zones)])(
  "a wall time is the moment that Temporal takes it for",
  (minute, zone) => {
    const wall = new Date(minute * 60_000).toISOString();
    const expected = Temporal.PlainDateTime.from(wall.slice(0, 16)).toZonedDateTime(zone, {
      disambiguation: "compatible",
    });
    expect(momentOf(wall.slice(0, 10), wall.slice(11, 16), zone).getTime()).toBe(expected.epochMilliseconds);
  },
);

test("the hour that a clock change skips or repeats", () => {
  expect(momentOf("2027-03-28", "02:30", "Europe/Madrid").toISOString()).toBe("2027-03-28T01:30:00.000Z");
  expect(momentOf("2026-10-25", "02:30", "Europe/Madrid").toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("a day is one that a calendar has", () => {
  expect(["2026-02-28", "2026-02-29", "2028-02-29", "2026-13-01", "26-1-1", ""].map(isDay)).toEqual([
    true,
    false,
    true,
    false,
    false,
    false,
  ]);
});

test("times read as people say them", () => {
  const at = new Date("2026-11-26T08:30:00Z");
  expect(shortWhen(at, "Europe/Madrid", "es")).toBe("jue 26 nov 09:30");
  expect(shortWhen(at, "Europe/Madrid", "en")).toBe("Thu 26 Nov 09:30");
  expect(longWhen(at, "Europe/Madrid", "es")).toBe("jueves 26 de noviembre de 2026 a las 09:30");
  expect(longWhen(at, "America/New_York", "en")).toBe("Thursday 26 November 2026 at 03:30");
  expect(plainDate("1980-05-03", "es")).toBe("3 de mayo de 1980");
  expect(plainDate("1980-05-03", "en")).toBe("3 May 1980");
  const now = new Date("2026-11-25T12:00:00Z");
  expect(beforeWhen(new Date("2026-11-25T14:00:00Z"), now, "Europe/Madrid", "es")).toBe(
    "hoy antes de las 15:00",
  );
  expect(beforeWhen(at, now, "Europe/Madrid", "en")).toBe("tomorrow before 09:30");
});

test("every short day fits a list row beside a time", () => {
  for (let day = 1; day <= 365; day += 1) {
    const name = new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10);
    for (const language of ["es", "en"] as const)
      expect(`${shortDay(name, language)} 09:30`.length).toBeLessThanOrEqual(24);
  }
});

const clinic = {
  timeZone: "Europe/Madrid",
  officeHours: [
    { days: [1, 2, 3, 4, 5], from: "09:00", until: "13:00" },
    { days: [1, 3], from: "16:00", until: "18:00" },
  ],
  replyWithinMinutes: 90,
  closedDays: ["2026-12-08"],
} as unknown as Clinic;

test.each([
  ["in office hours", "2026-11-25T09:00:00Z", "2026-11-25T10:30:00.000Z"],
  ["over a lunch break", "2026-11-25T11:30:00Z", "2026-11-25T16:00:00.000Z"],
  ["in the evening, for the next morning", "2026-11-25T20:00:00Z", "2026-11-26T09:30:00.000Z"],
  ["on a Friday afternoon, for Monday", "2026-11-27T13:00:00Z", "2026-11-30T09:30:00.000Z"],
  ["over a closed day", "2026-12-07T18:30:00Z", "2026-12-09T09:30:00.000Z"],
])("an answer is promised %s", (_, now, by) => {
  expect(answerBy(clinic, new Date(now)).toISOString()).toBe(by);
});

test("a clinic that never opens still gets a promise", () => {
  expect(answerBy({ ...clinic, officeHours: [] }, new Date(0)).getTime()).toBe(90 * 60_000);
});
