import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { every } from "./every.ts";

// Machines that run tests are slow at times.
const patience = { timeout: 10_000 };
const log = { error: () => {} };

test("rounds follow each other and never overlap", async () => {
  let running = 0;
  let atOnce = 0;
  let rounds = 0;
  const poller = every(
    1,
    async () => {
      running += 1;
      atOnce = Math.max(atOnce, running);
      await pause(10);
      running -= 1;
      rounds += 1;
    },
    log,
  );
  poller.nudge();
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(3), patience);
  await poller.stop();
  expect(atOnce).toBe(1);
});

test("a round that fails is logged, and the next one comes", async () => {
  const errors: unknown[] = [];
  let rounds = 0;
  const work = () => {
    rounds += 1;
    throw new Error("no database");
  };
  const poller = every(1, work, { error: (message, fields) => void errors.push([message, fields?.error]) });
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(2), patience);
  await poller.stop();
  expect(errors[0]).toEqual(["timed work failed", new Error("no database")]);
});

test("a nudge brings the next round now", async () => {
  let rounds = 0;
  const poller = every(60_000, async () => void (rounds += 1), log);
  await vi.waitFor(() => expect(rounds).toBe(1), patience);
  poller.nudge();
  await vi.waitFor(() => expect(rounds).toBe(2), patience);
  await poller.stop();
});

test("a nudge during a round is not lost", async () => {
  let rounds = 0;
  const poller = every(
    60_000,
    async () => {
      rounds += 1;
      await pause(20);
    },
    log,
  );
  poller.nudge();
  await vi.waitFor(() => expect(rounds).toBe(2), patience);
  await poller.stop();
});

test("stop waits for the round in hand and begins no other", async () => {
  let begun = 0;
  let ended = 0;
  const poller = every(
    1,
    async () => {
      begun += 1;
      await pause(30);
      ended += 1;
    },
    log,
  );
  await poller.stop();
  expect([begun, ended]).toEqual([1, 1]);
  await pause(20);
  expect(begun).toBe(1);
});
