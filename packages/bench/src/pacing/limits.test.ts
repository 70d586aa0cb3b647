import { expect, test } from "vitest";
import { codes, judging, mostWithin, steadyPerSecond } from "./limits.ts";

const burst = (fromMs: number, count: number) => Array.from({ length: count }, () => fromMs);

test("the most of any second is found across the boundary of two", () => {
  expect(mostWithin([...burst(0, 3), ...burst(900, 4), ...burst(1_500, 5)], 1_000)).toBe(9);
  expect(mostWithin([1_500, 0, 900], 1_000)).toBe(2);
  expect(mostWithin([], 1_000)).toBe(0);
});

test("a second ends where the next begins", () => {
  expect(mostWithin([0, 1_000], 1_000)).toBe(1);
  expect(mostWithin([0, 999], 1_000)).toBe(2);
});

test("bursts a second apart are as many a second as one of them holds, however the last one stands", () => {
  const bursts = [0, 1_000, 2_000, 3_000].flatMap((atMs) => burst(atMs, 70));
  expect(steadyPerSecond(bursts)).toBe(70);
  expect(steadyPerSecond([...bursts, 3_400])).toBe(70);
  expect(steadyPerSecond([0, 10])).toBeNaN();
});

test("what is too fast is refused and does not count, until the second has passed", () => {
  const judge = judging({ perSecond: 2 });
  const asked = [0, 1, 2, 999, 1_000, 1_001, 1_002].map((atMs) => judge("ana", atMs));
  expect(asked.map((code) => code === undefined)).toEqual([true, true, false, false, true, true, false]);
  expect(asked[2]).toBe(codes.tooFast);
});

test("too much to one person leaves room for others", () => {
  const judge = judging({ perSecond: 80, pair: { most: 2, withinMs: 6_000 } });
  const toAna = [0, 1_000, 5_999, 6_000].map((atMs) => judge("ana", atMs));
  expect(toAna).toEqual([undefined, undefined, codes.tooMuchToOne, undefined]);
  expect(judge("ben", 6_000)).toBeUndefined();
});
