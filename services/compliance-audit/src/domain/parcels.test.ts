import { expect, test } from "vitest";
import { parcels } from "./parcels.ts";

const of = (...lengths: readonly number[]) => lengths.map((length) => ({ bytes: { length } }));

test("a list is cut by count and by size, in order, with nothing left out", () => {
  const sizes = (lengths: readonly number[], countMax: number) =>
    parcels(of(...lengths), countMax).map((part) => part.map(({ bytes }) => bytes.length));
  expect(sizes([], 2)).toEqual([]);
  expect(sizes([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(sizes([3_000_000, 1_000_000, 200_000, 5], 9)).toEqual([
    [3_000_000, 1_000_000],
    [200_000, 5],
  ]);
  expect(sizes([5_000_000, 1], 9)).toEqual([[5_000_000], [1]]);
});
