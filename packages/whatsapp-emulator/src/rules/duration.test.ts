import { expect, test } from "vitest";
import { durationMs } from "./duration.ts";

test.each([
  ["PT71H", 71 * 3_600_000],
  ["P1DT30M", 86_400_000 + 1_800_000],
  ["PT1.5S", 1_500],
  ["P1W", 604_800_000],
])("%s is %i ms", (text, ms) => expect(durationMs(text)).toBe(ms));

test.each(["", "P", "PT", "1H", "PT-1H", "P1M", "PT1H "])("%j is no duration", (text) => {
  expect(durationMs(text)).toBeUndefined();
});
