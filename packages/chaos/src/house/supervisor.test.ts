import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Entry } from "../ledger/record.ts";
import type { Replica } from "./replica.ts";
import { supervisor } from "./supervisor.ts";

function replica(): Replica & { readonly starts: number } {
  const state = { starts: 0 };
  return {
    ...{ name: "gateway#1", service: "gateway", isRunning: true, isWanted: true, pid: 1 },
    get starts() {
      return state.starts;
    },
    start: () => void (state.starts += 1),
    signal: () => undefined,
    gone: async () => "",
    isReady: async () => true,
  };
}

function watched() {
  const entries: Entry[] = [];
  const ledger = {
    add: (entry: Entry) => void entries.push(entry),
    flush: async () => {},
    close: async () => {},
  };
  const watch = supervisor(ledger, () => 0.5);
  watch.calm();
  return { watch, entries };
}

test("what was killed by order comes back, and is healed by that", async () => {
  const { watch, entries } = watched();
  const one = replica();
  watch.kill("kill-service", one);
  watch.onEnd(one, "SIGKILL", "ordered");
  await pause(20);
  expect(one.starts).toBe(1);
  expect(entries.map(({ type }) => type)).toEqual(["struck", "healed"]);
  expect([watch.kills, watch.unordered]).toEqual([1, []]);
});

test("every kill by order counts, whoever was told to do it", () => {
  const { watch } = watched();
  watch.onEnd(replica(), "SIGKILL", "ordered");
  watch.onEnd(replica(), "SIGTERM", "ordered");
  watch.onEnd(replica(), "SIGKILL", "by itself");
  expect(watch.kills).toBe(1);
  watch.retire();
  watch.onEnd(replica(), "SIGKILL", "ordered");
  expect(watch.kills).toBe(1);
});

test("an end that nobody ordered is a finding, unless it was excused", async () => {
  const { watch, entries } = watched();
  const one = replica();
  const excused = watch.excuse();
  watch.onEnd(one, "exit code 78", "by itself");
  excused();
  expect(watch.unordered).toEqual([]);
  watch.onEnd(one, "exit code 70", "by itself");
  expect(watch.unordered).toEqual(["gateway#1: exit code 70"]);
  watch.onEnd(one, "exit code 70", "in its start");
  expect(watch.failedStarts).toBe(1);
  expect(entries.map(({ type }) => type)).toEqual(["unordered"]);
});

test("what is not wanted, or dies at the end, stays dead", async () => {
  const { watch } = watched();
  const one = replica();
  one.isWanted = false;
  watch.onEnd(one, "SIGTERM", "ordered");
  const other = replica();
  watch.retire();
  watch.onEnd(other, "exit code 70", "by itself");
  await pause(20);
  expect([one.starts, other.starts, watch.unordered.length]).toEqual([0, 0, 0]);
});
