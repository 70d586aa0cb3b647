import { expect, test } from "vitest";
import { afterQuiet, beforeQuiet } from "./quiet-hours.ts";

const quiet = { from: "21:00", until: "08:00" };
const zone = "Europe/Madrid";
const after = (moment: string) => afterQuiet(new Date(moment), quiet, zone).toISOString();
const before = (moment: string) => beforeQuiet(new Date(moment), quiet, zone).toISOString();

test("by day nothing waits", () => {
  expect(after("2026-11-26T19:59:00Z")).toBe("2026-11-26T19:59:00.000Z");
  expect(after("2026-11-26T07:00:00Z")).toBe("2026-11-26T07:00:00.000Z");
});

test("from nine in the evening it is quiet until eight, on either side of midnight", () => {
  expect(after("2026-11-26T20:00:00Z")).toBe("2026-11-27T07:00:00.000Z");
  expect(after("2026-11-27T01:30:00Z")).toBe("2026-11-27T07:00:00.000Z");
});

test("what cannot wait goes out the evening before", () => {
  expect(before("2026-11-26T23:30:00Z")).toBe("2026-11-26T19:30:00.000Z");
  expect(before("2026-11-27T03:00:00Z")).toBe("2026-11-26T19:30:00.000Z");
  expect(before("2026-11-27T12:00:00Z")).toBe("2026-11-27T12:00:00.000Z");
});

test("the night in which summer time ends is an hour longer", () => {
  expect(after("2026-10-24T22:00:00Z")).toBe("2026-10-25T07:00:00.000Z");
});
