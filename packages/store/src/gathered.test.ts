import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { gathered } from "./gathered.ts";

/** A writer whose every write waits until it is let go, or fails. */
function held(countMax = 10) {
  const writes: { items: readonly number[]; settle: (error?: Error) => Promise<void> }[] = [];
  const write = gathered((items: readonly number[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const settle = async (error?: Error): Promise<void> => {
      if (error === undefined) resolve();
      else reject(error);
      await pause(0);
    };
    writes.push({ items, settle });
    return promise;
  }, countMax);
  return { write, writes };
}

test("the first is written at once, and what comes meanwhile with the next", async () => {
  const { write, writes } = held();
  const done: number[] = [];
  const all = [1, 2, 3].map((item) => write(item).then(() => done.push(item)));
  expect(writes.map(({ items }) => items)).toEqual([[1]]);
  await writes[0]?.settle();
  expect(done).toEqual([1]);
  expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3]]);
  await writes[1]?.settle();
  await Promise.all(all);
  void write(4);
  expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3], [4]]);
});

test("a write that fails fails those in it, and the next is written", async () => {
  const { write, writes } = held();
  const outcomes = Promise.allSettled([1, 2, 3].map((item) => write(item)));
  await writes[0]?.settle();
  const late = write(4);
  await writes[1]?.settle(new Error("away"));
  await writes[2]?.settle();
  expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  await late;
});

test("a write has so many at most", async () => {
  const { write, writes } = held(2);
  const all = [1, 2, 3, 4, 5].map((item) => write(item));
  for (let at = 0; at < 4; at += 1) await writes[at]?.settle();
  await Promise.all(all);
  expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3], [4, 5]]);
});

test("where nobody waits, the next write comes later, and at once when there is much", async () => {
  const sizes: number[] = [];
  const write = gathered(async (items: readonly number[]) => void sizes.push(items.length), 10_000, 600_000);
  await write(0);
  const many = Array.from({ length: 499 }, (_, item) => write(item));
  await pause(20);
  expect(sizes).toEqual([1]);
  await Promise.all([...many, write(500)]);
  expect(sizes).toEqual([1, 500]);
});
