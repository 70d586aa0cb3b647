import { expect, test } from "vitest";
import { overlaps } from "./double-bookings.ts";

const visit = (from: string, until: string, practitionerId = "ruiz", tenantId = "north") => ({
  ...{ tenantId, practitionerId },
  startsAt: new Date(`2040-03-05T${from}Z`),
  endsAt: new Date(`2040-03-05T${until}Z`),
});

test("visits one after the other are no double booking, in whatever order they are read", () => {
  expect(overlaps([visit("10:30", "11:00"), visit("10:00", "10:30")])).toBe(0);
});

test("the same time twice, and one within another, are", () => {
  expect(overlaps([visit("10:00", "10:30"), visit("10:00", "10:30")])).toBe(1);
  expect(overlaps([visit("10:00", "12:00"), visit("10:30", "11:00"), visit("11:30", "12:30")])).toBe(2);
});

test("two practitioners, or two clinics, may be busy at once", () => {
  const others = [visit("10:00", "10:30", "vidal"), visit("10:00", "10:30", "ruiz", "south")];
  expect(overlaps([visit("10:00", "10:30"), ...others])).toBe(0);
});
