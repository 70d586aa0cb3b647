import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { fullPace, lowered, mostNow, nextTurn, pace } from "./pace.ts";

const limit = { most: 3, withinMs: 1_000 };

/** When each of some sends may go that are asked for at these moments. */
function turns(asked: readonly number[]): number[] {
  let sends: readonly number[] = [];
  return asked.map((nowMs) => {
    const turn = nextTurn(sends, nowMs, false, limit);
    sends = turn.sends;
    return turn.atMs;
  });
}

test("the fourth in a second waits for the first to be a second old", () => {
  expect(turns([0, 100, 200, 300, 400])).toEqual([0, 100, 200, 1_000, 1_100]);
});

test("what is urgent goes at once, and what follows makes room for it", () => {
  const { sends } = nextTurn([0, 100, 200], 300, true, limit);
  expect(sends.at(-1)).toBe(300);
  expect(nextTurn(sends, 400, false, limit).atMs).toBe(1_100);
});

property.prop([fc.array(fc.nat(900), { maxLength: 40 })])(
  "no second ever has more than the limit, and nobody goes before asking",
  (gaps) => {
    const asked: number[] = [];
    for (const gap of gaps) asked.push((asked.at(-1) ?? 0) + gap);
    const given = turns(asked);
    for (const [index, atMs] of given.entries()) {
      expect(atMs).toBeGreaterThanOrEqual(asked[index] ?? 0);
      expect(given.filter((other) => other > atMs - 1_000 && other <= atMs).length).toBeLessThanOrEqual(3);
    }
  },
);

test("asked to go slower it halves its pace, once a burst, and comes back by and by", () => {
  const half = lowered(fullPace, 10_000);
  expect(mostNow(half, 10_000)).toBe(35);
  expect(lowered(half, 10_900)).toBe(half);
  const quarter = lowered(half, 12_000);
  expect(mostNow(quarter, 12_000)).toBe(18);
  expect(mostNow(quarter, 22_000)).toBe(28);
  expect(mostNow(quarter, 100_000)).toBe(pace.most);
});

test("however often it is asked, a number goes on", () => {
  let slow = fullPace;
  for (let second = 1; second < 20; second++) slow = lowered(slow, second * 1_000);
  expect(mostNow(slow, 19_000)).toBeGreaterThanOrEqual(5);
});
