import { expect, test } from "vitest";
import { gathering } from "./turn.ts";

// A timer of Node may come within the millisecond before its time.
const earlyMs = 1;

async function msOf(deed: () => Promise<void>): Promise<number> {
  const begunAt = performance.now();
  await deed();
  return performance.now() - begunAt;
}

test("one that comes alone goes at once, the next not before the least that is kept", async () => {
  const { next, isFull } = gathering(30, 60_000);
  // Nothing waits: there is nothing to cut short.
  isFull();
  await next();
  expect(await msOf(next)).toBeGreaterThanOrEqual(30 - earlyMs);
});

test("where each takes long, twice as long is kept, up to the most", async () => {
  const { next, took } = gathering(1, 80);
  for (let n = 0; n < 50; n += 1) took(20);
  await next();
  expect(await msOf(next)).toBeGreaterThanOrEqual(38);
  for (let n = 0; n < 50; n += 1) took(60_000);
  await next();
  await next();
  expect(await msOf(next)).toBeGreaterThanOrEqual(80 - earlyMs);
});

test("what is full goes at once", async () => {
  const { next, took, isFull } = gathering(1, 600_000);
  for (let n = 0; n < 50; n += 1) took(600_000);
  await next();
  const waiting = next();
  isFull();
  expect(await waiting.then(() => "went")).toBe("went");
});
