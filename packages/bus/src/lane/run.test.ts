import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Positioned } from "../parked.ts";
import { gate } from "../suite-tools.ts";
import type { Lane, Outcome } from "./lane.ts";
import { type RunLimits, type RunOptions, run } from "./run.ts";

const limits: RunLimits = { atOnce: 3, records: 8, bytes: 1_000 };

/** Records of the keys that the letters name, at the offsets where the letters stand. */
const records = (keys: string, from = 0): Positioned[] =>
  keys.split("").map((key, n) => {
    const offset = String(from + n);
    return { topic: "t", partition: 0, offset, key, headers: {}, value: Buffer.from(offset) };
  });

/** A run whose records stay in hand until they are let go by their offset. */
function heldRun({
  waits,
  mayGo = () => true,
}: Partial<Pick<RunOptions, "mayGo"> & Pick<Lane, "waits">> = {}) {
  const ending = new AbortController();
  const begun: string[] = [];
  const reports: string[] = [];
  const prefixes: string[] = [];
  const letGo = new Map<string, (outcome: Outcome | Error) => void>();
  const take = ({ offset }: Positioned): Promise<Outcome> => {
    begun.push(offset);
    return new Promise((resolve, reject) => {
      letGo.set(offset, (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
    });
  };
  const lane: Lane = waits === undefined ? take : Object.assign(take, { waits });
  const made = run({
    lane,
    signal: ending.signal,
    mayGo,
    handled: ({ offset }) => prefixes.push(offset),
    report: (what) => reports.push(what),
    limits,
  });
  const settle = async (offset: number, outcome: Outcome | Error = "handled"): Promise<void> => {
    letGo.get(String(offset))?.(outcome);
    await pause(0);
  };
  return { made, ending, begun, prefixes, reports, settle };
}

test("keys are worked on beside each other, a key one record at a time and in order", async () => {
  const { made, begun, settle } = heldRun();
  made.add(records("aaba"));
  expect(begun).toEqual(["0", "2"]);
  await settle(2);
  expect(begun).toEqual(["0", "2"]);
  await settle(0);
  expect(begun).toEqual(["0", "2", "1"]);
  await settle(1);
  expect(begun).toEqual(["0", "2", "1", "3"]);
});

test("the offset follows what is handled without a gap", async () => {
  const { made, prefixes, settle } = heldRun();
  made.add(records("abc"));
  await settle(1);
  await settle(2);
  expect(prefixes).toEqual([]);
  expect(made.oldest()?.offset).toBe("0");
  await settle(0);
  expect(prefixes).toEqual(["2"]);
  expect(made.oldest()).toBeUndefined();
});

test("no more than allowed is in hand at once", async () => {
  const { made, begun, settle } = heldRun();
  made.add(records("abcde"));
  expect(begun).toEqual(["0", "1", "2"]);
  await settle(1);
  expect(begun).toEqual(["0", "1", "2", "3"]);
});

test("others get ahead of a stuck record only so far", async () => {
  const { made, settle } = heldRun();
  made.add(records("abcdefgh"));
  expect(made.isFull()).toBe(true);
  let hasRoom = false;
  void made.room().then(() => (hasRoom = true));
  for (const offset of [1, 2, 3, 4, 5, 6, 7]) await settle(offset);
  expect([made.isFull(), hasRoom]).toEqual([true, false]);
  await settle(0);
  expect([made.isFull(), hasRoom]).toEqual([false, true]);
});

test("large records fill it too", () => {
  const { made } = heldRun();
  const large = { ...records("a")[0], value: Buffer.alloc(1_000) } as Positioned;
  made.add([large]);
  expect(made.isFull()).toBe(true);
});

test("when it ends, what waits is not begun, what is abandoned stays unhandled, and nobody waits for room", async () => {
  const { made, ending, begun, prefixes, settle } = heldRun();
  made.add(records("abacdefg"));
  const room = made.room();
  ending.abort();
  await room;
  let isIdle = false;
  void made.idle().then(() => (isIdle = true));
  await settle(0);
  await settle(1, "abandoned");
  expect(isIdle).toBe(false);
  await settle(3);
  await pause(0);
  expect(isIdle).toBe(true);
  expect(begun).toEqual(["0", "1", "3"]);
  expect(prefixes).toEqual(["0"]);
  made.add(records("h", 8));
  expect(begun).toHaveLength(3);
});

test("one that waits for nothing does not let go what waits behind another of its key", async () => {
  const { made, begun, settle } = heldRun({ waits: ({ offset }) => offset !== "2" });
  made.add(records("aaa"));
  expect(begun).toEqual(["0", "2"]);
  await settle(2);
  expect(begun).toEqual(["0", "2"]);
  await settle(0);
  expect(begun).toEqual(["0", "2", "1"]);
});

test("nothing begins while it may not, everything after", async () => {
  let mayGo = false;
  const { made, begun } = heldRun({ mayGo: () => mayGo });
  made.add(records("ab"));
  expect(begun).toEqual([]);
  mayGo = true;
  made.go();
  expect(begun).toEqual(["0", "1"]);
});

test("a record on which the lane itself breaks is taken again, and nothing of its key passes it", async () => {
  const { made, begun, prefixes, reports, settle } = heldRun();
  made.add(records("aa"));
  await settle(0, new TypeError("a bug"));
  expect(reports).toEqual(["a record is taken again"]);
  await pause(1_050);
  expect(begun).toEqual(["0", "0"]);
  await settle(0);
  await settle(1);
  expect(prefixes).toEqual(["0", "1"]);
});

test("thousands of keys in any order of completion end at the last offset", async () => {
  const prefixes: string[] = [];
  const last = new Map<string, number>();
  const { opened, open } = gate();
  const made = run({
    lane: async ({ key, offset }) => {
      expect(Number(offset)).toBeGreaterThan(last.get(key) ?? -1);
      await pause(Math.random() * 2);
      last.set(key, Number(offset));
      return "handled";
    },
    signal: new AbortController().signal,
    mayGo: () => true,
    handled: ({ offset }) => {
      prefixes.push(offset);
      if (offset === "4999") open();
    },
    report: () => undefined,
  });
  const keys = Array.from({ length: 5_000 }, () =>
    String.fromCodePoint(97 + Math.floor(Math.random() * 200)),
  );
  made.add(records(keys.join("")));
  await opened;
  expect(prefixes.map(Number)).toEqual(prefixes.map(Number).toSorted((a, b) => a - b));
});
