import { expect, test } from "vitest";
import { latencyHistogram } from "../core/histogram.ts";
import { poissonArrivals } from "./arrivals.ts";

test("arrivals are meant at moments that the seed alone decides, whenever they come", async () => {
  const gapsOf = async (): Promise<number[]> => {
    const at: number[] = [];
    await poissonArrivals(
      { ratePerS: 500, seconds: 0.2, seed: 3 },
      (ms) => void at.push(ms),
      latencyHistogram(),
    );
    return at.slice(1).map((ms, index) => Number((ms - (at[index] ?? 0)).toFixed(6)));
  };
  const [one, other] = [await gapsOf(), await gapsOf()];
  const both = Math.min(one.length, other.length);
  expect(one.slice(0, both)).toEqual(other.slice(0, both));
  expect(both).toBeGreaterThan(60);
});

test("a generator that was kept from running says how late it was, and still sends all", async () => {
  const late = latencyHistogram();
  let isFirst = true;
  const count = await poissonArrivals(
    { ratePerS: 200, seconds: 0.5, seed: 5 },
    () => {
      if (!isFirst) return;
      isFirst = false;
      const until = performance.now() + 150;
      while (performance.now() < until);
    },
    late,
  );
  expect(late.totalCount).toBe(count);
  expect(late.maxValue).toBeGreaterThan(100_000);
});
