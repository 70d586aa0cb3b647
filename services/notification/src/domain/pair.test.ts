import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { pair, pairMayGoAt, pairRefused, pairSent } from "./pair.ts";

const second = 1_000;

/** When so many go to one person that all want to at once. */
function drained(count: number, paidUntil = 0, fromMs = second): number[] {
  let [paid, nowMs] = [paidUntil, fromMs];
  return Array.from({ length: count }, () => {
    nowMs = Math.max(nowMs, pairMayGoAt(paid));
    paid = pairSent(paid, nowMs);
    return nowMs;
  });
}

test("twenty go at once, and then one in six seconds", () => {
  const times = drained(23);
  expect(times.filter((atMs) => atMs === second)).toHaveLength(pair.burst);
  expect(times.slice(pair.burst).map((atMs) => atMs - second)).toEqual(
    [6, 12, 18].map((each) => each * second),
  );
});

test("when WhatsApp says that it is too much nothing more is borrowed, and it comes back", () => {
  const paid = pairRefused(0, second);
  expect(pairMayGoAt(paid)).toBe(2 * second);
  expect(drained(2, paid)).toEqual([2 * second, 8 * second]);
});

property.prop([fc.array(fc.nat(9_000), { minLength: 30, maxLength: 90 })])(
  "even after another took over, WhatsApp never has lent more than 45",
  (gaps) => {
    let [paid, nowMs, lent] = [0, 0, 0];
    gaps.forEach((gap, index) => {
      // Who takes over knows nothing of what was borrowed before.
      if (index === 20) paid = 0;
      const before = nowMs;
      nowMs = Math.max(nowMs + gap, pairMayGoAt(paid));
      paid = pairSent(paid, nowMs);
      lent = Math.max(0, lent - (nowMs - before) / pair.everyMs) + 1;
      expect(lent).toBeLessThanOrEqual(45);
    });
  },
);
