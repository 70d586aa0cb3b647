import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { civilDay, isOpening, openings } from "./openings.ts";

const working = { practitionerId: "ruiz", hours: [{ days: [1, 2, 3, 4, 5], from: "09:00", until: "10:30" }] };
const visit = { visitTypeId: "checkup", durationMinutes: 30 };
const startsOn = (day: string, zone = "Europe/Madrid") =>
  openings(working, visit, civilDay(Temporal.PlainDate.from(day), zone)).map((start) =>
    new Date(start).toISOString(),
  );

test("a visit fits into the hours as often as there is room", () => {
  expect(startsOn("2026-11-26")).toEqual([
    "2026-11-26T08:00:00.000Z",
    "2026-11-26T08:30:00.000Z",
    "2026-11-26T09:00:00.000Z",
  ]);
});

test("nobody works on a day without hours", () => {
  expect(startsOn("2026-11-28")).toEqual([]);
});

test("the wall clock stays when summer time ends", () => {
  expect(startsOn("2026-10-23")[0]).toBe("2026-10-23T07:00:00.000Z");
  expect(startsOn("2026-10-26")[0]).toBe("2026-10-26T08:00:00.000Z");
});

test("a start between the offered ones is not an opening", () => {
  const zone = { timeZone: "Europe/Madrid", closedDays: [] };
  expect(isOpening(working, visit, new Date("2026-11-26T08:30:00Z"), zone)).toBe(true);
  expect(isOpening(working, visit, new Date("2026-11-26T08:40:00Z"), zone)).toBe(false);
  expect(isOpening(working, visit, new Date("2026-11-26T09:30:00Z"), zone)).toBe(false);
});

test("nothing opens on a closed day", () => {
  const calendar = { timeZone: "Europe/Madrid", closedDays: ["2026-11-26"] };
  expect(isOpening(working, visit, new Date("2026-11-26T08:30:00Z"), calendar)).toBe(false);
  expect(isOpening(working, visit, new Date("2026-11-27T08:30:00Z"), calendar)).toBe(true);
});

test.each([
  "Europe/Madrid",
  "America/Havana",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/Santiago",
])("in %s every half hour of the year is where the wall clock has it", (zone) => {
  const first = Temporal.PlainDate.from("2026-01-01");
  for (let index = 0; index < 365; index += 1) {
    const date = first.add({ days: index });
    const { at } = civilDay(date, zone);
    for (let minutes = 0; minutes < 1_440; minutes += 30) {
      const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
      expect(at(minutes)).toBe(date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds);
    }
  }
});
