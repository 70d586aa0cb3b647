import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Budget, limits } from "../domain/budget.ts";
import { priorities } from "../domain/intent.ts";
import type { Budgets } from "./budgets.ts";
import { type Pacing, pacing } from "./pacing.ts";
import { type Shares, shares } from "./sharing.ts";

const { reply, reminder } = priorities;
const number = "n1";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The budgets of all, and WhatsApp that sees what arrives, with chance in how long everything takes. */
function world(limit: number, seed: number) {
  const chance = chanceFrom(seed);
  let row: Budget & { version: number } = { limit, version: 0, senders: [] };
  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  const budgets: Budgets = {
    async read() {
      await pause(1 + chance() * 20);
      return row;
    },
    async write(_number, { version }, senders) {
      await pause(1 + chance() * 20);
      if (version !== row.version) return false;
      row = { ...row, senders, version: version + 1 };
      return true;
    },
    coexists: async () => {},
    limit: async (_number, perSecond) => void (row = { ...row, limit: perSecond, version: row.version + 1 }),
  };
  const seen: number[] = [];
  const started: { stop(): void }[] = [];
  return {
    ...{ budgets, seen, chance, pause, started },
    row: () => row,
    /** One process that sends. */
    sender(owner: string) {
      const paced: Pacing = pacing((of) => void (own.join(of) && void looking()));
      const own: Shares = shares(budgets, paced, owner);
      let isAlive = true;
      let isLooking = false;
      async function looking(): Promise<void> {
        if (isLooking) return;
        isLooking = true;
        while (isAlive && (await own.round()));
        isLooking = false;
      }
      const timer = setInterval(() => void looking(), 250);
      const sender = {
        paced,
        sent: 0,
        async send(urgency: number): Promise<void> {
          await paced.inTurn(number, { urgency }, async ({ go }) => {
            await pause(chance() * 10);
            await go(async () => {
              if (!isAlive) return;
              await pause(10 + chance() * 3);
              seen.push(performance.now());
              sender.sent += 1;
              await pause(30 + chance() * 3);
            });
          });
        },
        /** Sends one after the other in so many lanes, until it stops. */
        drain(lanes: number): void {
          const lane = async (): Promise<void> => {
            while (isAlive) await sender.send(reminder);
          };
          for (let each = 0; each < lanes; each++) void lane();
        },
        hear(): void {
          seen.push(performance.now());
          paced.cameIn(number);
        },
        /** It beats no more; what it had in hand is not sent either. */
        stop(): void {
          isAlive = false;
          clearInterval(timer);
        },
      };
      started.push(sender);
      return sender;
    },
  };
}

function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** The most in any second, wherever it begins. */
function mostInAnySecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let [most, first] = [0, 0];
  sorted.forEach((atMs, at) => {
    while ((sorted[first] ?? atMs) <= atMs - 1_000) first += 1;
    most = Math.max(most, at - first + 1);
  });
  return most;
}

const between = (times: readonly number[], fromMs: number, untilMs: number) =>
  times.filter((atMs) => atMs >= fromMs && atMs < untilMs).length;

test.each([
  [limits.standard, 1, 1],
  [limits.standard, 3, 2],
  [limits.high, 1, 3],
  [limits.high, 3, 4],
  [limits.coexistence, 3, 5],
])("%i a second, %i senders: nearly all of it, and never more in any second", async (limit, count, seed) => {
  const { seen, sender } = world(limit, seed);
  const senders = Array.from({ length: count }, (_, each) => sender(`s${each}`));
  for (const each of senders) each.drain(Math.ceil((limit / count) * 0.4) + 5);
  await vi.advanceTimersByTimeAsync(13_000);
  const now = performance.now();
  expect(mostInAnySecond(seen)).toBeLessThanOrEqual(limit);
  // What is lost is what requests take differently long.
  expect(between(seen, now - 4_000, now) / 4).toBeGreaterThan(limit * 0.98);
  for (const each of senders) each.stop();
});

test.each([1, 2, 3, 4, 5])(
  "who comes, goes, dies and wants more: never more than the limit in any second (seed %i)",
  async (seed) => {
    const { seen, sender, chance, row } = world(limits.standard, seed);
    const [first, second, third] = [sender("s0"), sender("s1"), sender("s2")];
    first.drain(60);
    await vi.advanceTimersByTimeAsync(3_000 + chance() * 1_000);
    second.drain(60);
    await vi.advanceTimersByTimeAsync(4_000 + chance() * 1_000);
    for (let each = 0; each < 40; each++) void third.send(reply);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(third.sent).toBe(40);
    // It dies without a word, and another of its name begins.
    first.stop();
    const again = sender("s0");
    again.drain(60);
    await vi.advanceTimersByTimeAsync(12_000);
    second.stop();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(mostInAnySecond(seen)).toBeLessThanOrEqual(limits.standard);
    expect(row().senders.map(({ owner }) => owner)).not.toContain("s1");
    const now = performance.now();
    expect(between(seen, now - 3_000, now) / 3).toBeGreaterThan(limits.standard * 0.95);
    again.stop();
    third.stop();
  },
);

test("what comes in is counted by who hears it, and is never too much for all", async () => {
  const { seen, sender, chance } = world(limits.standard, 9);
  const senders = [sender("s0"), sender("s1"), sender("s2")] as const;
  for (const each of senders.slice(0, 2)) each.drain(60);
  for (let each = 0; each < 100; each++) {
    senders[each % 3]?.hear();
    await vi.advanceTimersByTimeAsync(-Math.log(1 - chance()) * 120);
  }
  const now = performance.now();
  // Before anybody has heard anything no room is left for the first.
  expect(mostInAnySecond(seen.filter((atMs) => atMs > now - 6_000))).toBeLessThanOrEqual(limits.standard);
  expect(between(seen, now - 6_000, now) / 6).toBeGreaterThan(limits.standard * 0.8);
  for (const each of senders) each.stop();
});

test("a limit that WhatsApp raises or lowers is followed", async () => {
  const { seen, sender, budgets } = world(limits.standard, 11);
  const one = sender("s0");
  one.drain(100);
  await vi.advanceTimersByTimeAsync(3_000);
  await budgets.limit(number, limits.coexistence);
  await vi.advanceTimersByTimeAsync(3_000);
  const now = performance.now();
  expect(mostInAnySecond(seen.filter((atMs) => atMs > now - 1_500))).toBeLessThanOrEqual(limits.coexistence);
  await budgets.limit(number, limits.high);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(between(seen, now + 1_500, now + 2_500)).toBeGreaterThan(500);
  one.stop();
});
