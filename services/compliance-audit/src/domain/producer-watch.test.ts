import { expect, test } from "vitest";
import { producerWatch } from "./producer-watch.ts";

const minuteMs = 60_000;

function heard(...numbers: readonly number[]) {
  const watch = producerWatch();
  for (const seq of numbers) watch.hear({ tenantId: "north", producer: "s/i/7", seq }, 0);
  const gaps = (nowMs: number) =>
    watch
      .overdue(minuteMs, nowMs)
      .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return { watch, gaps, upTo: () => watch.upTo().map(({ seq }) => seq) };
}

test("numbers that come in any order leave no gap, nor do those that come again", () => {
  const { gaps, upTo } = heard(1, 3, 4, 2, 5, 3, 1);
  expect(upTo()).toEqual([5]);
  expect(gaps(2 * minuteMs)).toEqual([]);
});

test("a gap is told when it is older than a minute, once, and counting goes on behind it", () => {
  const { watch, gaps, upTo } = heard(1, 2, 6, 7, 9);
  expect(gaps(minuteMs)).toEqual([]);
  expect(gaps(minuteMs + 1)).toEqual(["3-5"]);
  expect(upTo()).toEqual([7]);
  // The next one has a minute of its own.
  expect(gaps(minuteMs + 2)).toEqual([]);
  expect(gaps(3 * minuteMs)).toEqual(["8"]);
  expect(gaps(9 * minuteMs)).toEqual([]);
  watch.hear({ tenantId: "north", producer: "s/i/7", seq: 10 }, 9 * minuteMs);
  expect(upTo()).toEqual([10]);
});

test("counting begins where this process began to hear; each producer of each clinic counts for itself", () => {
  const { watch, gaps } = heard(500, 501);
  watch.hear({ tenantId: "south", producer: "s/i/7", seq: 503 }, 0);
  watch.hear({ tenantId: "north", producer: "s/i/8", seq: 1 }, 0);
  watch.hear({ tenantId: "north", producer: "s/i/8", seq: 0 }, 0);
  expect(gaps(2 * minuteMs)).toEqual([]);
  expect(watch.upTo().map(({ seq }) => seq)).toEqual([501, 503, 1]);
});

test("a gap is as old as the number behind it, not as the last one before", () => {
  const { watch, gaps } = heard(1);
  watch.hear({ tenantId: "north", producer: "s/i/7", seq: 3 }, 10 * minuteMs);
  expect(gaps(11 * minuteMs)).toEqual([]);
  expect(gaps(11 * minuteMs + 1)).toEqual(["2"]);
});
