import { expect, test } from "vitest";
import { momentAt, nextMorning, wallTime } from "./time.ts";

test("a time on the wall is the moment at which that zone's clock shows it, in winter and in summer", () => {
  expect(momentAt("2026-11-24T09:00", "Europe/Madrid").toISOString()).toBe("2026-11-24T08:00:00.000Z");
  expect(momentAt("2026-07-01T09:00", "Europe/Madrid").toISOString()).toBe("2026-07-01T07:00:00.000Z");
  expect(momentAt("2026-11-24T09:00", "Pacific/Auckland").toISOString()).toBe("2026-11-23T20:00:00.000Z");
});

test("in the night on which the clocks change, it is the time that holds at that moment", () => {
  expect(momentAt("2026-03-29T01:30", "Europe/Madrid").toISOString()).toBe("2026-03-29T00:30:00.000Z");
  expect(momentAt("2026-03-29T03:30", "Europe/Madrid").toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(momentAt("2026-10-25T09:00", "Europe/Madrid").toISOString()).toBe("2026-10-25T08:00:00.000Z");
  expect(momentAt("2026-03-29T09:00", "Europe/Madrid").toISOString()).toBe("2026-03-29T07:00:00.000Z");
});

test("what the wall shows leads back to the moment", () => {
  const moment = Date.parse("2026-11-24T22:30:00Z");
  expect(wallTime(moment, "Asia/Riyadh")).toBe("2026-11-25T01:30");
  expect(momentAt(wallTime(moment, "Asia/Riyadh"), "Asia/Riyadh").getTime()).toBe(moment);
});

test("the next morning is tomorrow's in that zone", () => {
  const evening = Date.parse("2026-11-24T23:30:00Z");
  expect(nextMorning(evening, "Europe/Madrid").toISOString()).toBe("2026-11-26T08:00:00.000Z");
  expect(nextMorning(evening, "Europe/London").toISOString()).toBe("2026-11-25T09:00:00.000Z");
});
