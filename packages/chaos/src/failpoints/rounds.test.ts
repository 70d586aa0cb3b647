import { expect, test } from "vitest";
import { coverageOf, roundsOf, timesEach } from "./rounds.ts";
import type { Point } from "./find-points.ts";

const points: readonly Point[] = [
  { name: "own", service: "gateway" },
  { name: "shared", service: "gateway" },
  { name: "shared", service: "scheduling" },
];

test("a round has one place of each service, and every place has its round", () => {
  expect(roundsOf(points)).toEqual([[points[0], points[2]], [points[1]]]);
});

test("a place that several services pass is shared between them", () => {
  const each = timesEach(points, 5);
  expect(points.map(each)).toEqual([5, 3, 3]);
});

test("a place counts by all who died there", () => {
  const died = points.map((point, index) => ({ ...point, deaths: [0, 2, 3][index] ?? 0 }));
  expect(coverageOf(died, 5)).toEqual({ total: 2, reached: 1, often: 1, deaths: 5, missed: ["own"] });
});
