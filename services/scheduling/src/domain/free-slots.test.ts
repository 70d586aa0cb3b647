import { expect, test } from "vitest";
import { freeSlots, type Search } from "./free-slots.ts";
import { cells } from "./slot.ts";

const at = (time: string) => new Date(`2026-11-26T${time}:00Z`);
const working = (practitionerId: string) => ({
  practitionerId,
  hours: [{ days: [4, 5], from: "09:00", until: "10:30" }],
});
const search: Search = {
  visit: { visitTypeId: "checkup", durationMinutes: 30 },
  practitioners: [working("ruiz"), working("soto")],
  timeZone: "UTC",
  closedDays: [],
  from: at("08:00"),
  until: new Date("2026-12-10T00:00:00Z"),
  limit: 3,
  taken: new Map(),
};
const starts = (change: Partial<Search>) =>
  freeSlots({ ...search, ...change }).slots.map((slot) => slot.startsAt.toISOString().slice(5, 16));

test("each time is offered once, however many are free then", () => {
  expect(starts({})).toEqual(["11-26T09:00", "11-26T09:30", "11-26T10:00"]);
});

test("a time is gone only when everybody is taken then", () => {
  const taken = new Set(cells({ startsAt: at("09:25"), endsAt: at("09:35") }));
  expect(starts({ taken: new Map([["ruiz", taken]]) })).toContain("11-26T09:30");
  const both = new Map([
    ["ruiz", taken],
    ["soto", taken],
  ]);
  // A cell on either side of 09:30 takes the visits that begin at 09:00 and at 09:30.
  expect(starts({ taken: both })).toEqual(["11-26T10:00", "11-27T09:00", "11-27T09:30"]);
});

test("closed days and times before the search are skipped", () => {
  expect(starts({ closedDays: ["2026-11-26"] })[0]).toBe("11-27T09:00");
  expect(starts({ from: at("09:10") })[0]).toBe("11-26T09:30");
});

test("it says whether there are more, and ends when there are none", () => {
  expect(freeSlots(search).more).toBe(true);
  expect(freeSlots({ ...search, until: at("09:30"), limit: 5 })).toMatchObject({ more: false, slots: [{}] });
});
