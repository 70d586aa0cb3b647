import { expect, test } from "vitest";
import { gathering } from "./turn.ts";

/** How long two take, one after the other. Before the clock is looked at, a busy machine may let some of the first one's time pass. */
async function msOfTwo(next: () => Promise<void>): Promise<number> {
  const begunAt = performance.now();
  await next();
  await next();
  return performance.now() - begunAt;
}

const lostMsMax = 15;

test("one that comes alone goes at once, the next not before the least that is kept", async () => {
  const { next, isFull } = gathering(30, 60_000);
  // Nothing waits: there is nothing to cut short.
  isFull();
  await next();
  expect(await msOfTwo(next)).toBeGreaterThanOrEqual(60 - lostMsMax);
});

test("where each takes long, twice as long is kept, up to the most", async () => {
  const { next, took } = gathering(1, 80);
  for (let n = 0; n < 50; n += 1) took(20);
  await next();
  expect(await msOfTwo(next)).toBeGreaterThanOrEqual(80 - lostMsMax);
  for (let n = 0; n < 50; n += 1) took(60_000);
  await next();
  await next();
  expect(await msOfTwo(next)).toBeGreaterThanOrEqual(160 - lostMsMax);
});

test("what is full goes at once", async () => {
  const { next, took, isFull } = gathering(1, 600_000);
  for (let n = 0; n < 50; n += 1) took(600_000);
  await next();
  const waiting = next();
  isFull();
  expect(await waiting.then(() => "went")).toBe("went");
});
