import { chanceFrom } from "@careline/local/storm/chance";
import { expect, test } from "vitest";
import type { Point } from "./find-points.ts";
import { coverageOf, deathsSince, roundsOf, shortOf, timesEach } from "./order.ts";

const points: readonly Point[] = [
  { name: "own", service: "gateway" },
  { name: "shared", service: "gateway" },
  { name: "shared", service: "scheduling" },
];
const died = points.map((point, index) => ({ ...point, deaths: [0, 2, 3][index] ?? 0 }));

test("each comes as often as told, and again only when all others had their turn", () => {
  const list = roundsOf(["a", "b", "c"], (thing) => (thing === "c" ? 1 : 3), chanceFrom(1));
  expect(list.slice(0, 3).toSorted()).toEqual(["a", "b", "c"]);
  expect(list.slice(3, 5).toSorted()).toEqual(["a", "b"]);
  expect(list.slice(5).toSorted()).toEqual(["a", "b"]);
});

test("the same seed gives the same order, another one another", () => {
  const letters = "a b c d e f g h i j".split(" ");
  const of = (seed: number) => roundsOf(letters, () => 1, chanceFrom(seed)).join("");
  expect(of(1)).toBe(of(1));
  expect(of(1)).not.toBe(of(2));
});

test("a place that several services pass falls mostly to whoever has less to do, and a little to each", () => {
  const each = timesEach(points, 20);
  expect(points.map(each)).toEqual([20, 2, 18]);
  expect(points.map(timesEach(points, 1))).toEqual([1, 1, 1]);
});

test("what a name lacks is counted over all who died there", () => {
  expect(shortOf(died, "shared", 8)).toBe(3);
});

test("a place counts by all who died there", () => {
  const all = { total: 2, reached: 1, deaths: 5, missed: ["own"] };
  expect(coverageOf(died, 5)).toEqual({ ...all, often: 1, rare: [] });
  expect(coverageOf(died, 6)).toEqual({ ...all, often: 0, rare: [{ name: "shared", deaths: 5 }] });
});

test("what happened since the last look is told, most often first", () => {
  const before = died.map((one) => ({ ...one, deaths: one.service === "gateway" ? one.deaths : 0 }));
  const now = died.map((one) => ({ ...one, deaths: one.deaths + (one.name === "own" ? 1 : 0) }));
  expect(deathsSince(before, now)).toBe("3 × scheduling shared, 1 × gateway own");
  expect(deathsSince(now, now)).toBe("");
});
