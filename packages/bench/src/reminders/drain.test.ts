import { expect, test } from "vitest";
import { rateOf } from "./drain.ts";
import { noonZone } from "./visits.ts";

test("the pace is that from the first batch to the last, whose own work is not in it", () => {
  const batches = [0, 100, 200].map((ms) => ({ _id: new Date(ms), count: 1_000 }));
  expect(rateOf(batches)).toBe(10_000);
  expect(rateOf(batches.slice(0, 1))).toBeNaN();
});

test.each(["00", "05", "12", "23"])("at %s o'clock in Greenwich it is about noon somewhere", (hour) => {
  const moment = new Date(`2026-11-25T${hour}:30:00Z`);
  const there = moment.toLocaleString("en-GB", { hour: "2-digit", timeZone: noonZone(moment) });
  expect(there).toBe("12");
});
