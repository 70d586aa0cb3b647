import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { expect, test } from "vitest";
import { memoryHolds } from "../memory-holds.ts";
import type { Positioned } from "../parked.ts";
import type { Event, ParkedNotice } from "../port.ts";
import { say, textTopic } from "../suite-tools.ts";
import { lane } from "./lane.ts";
import { run } from "./run.ts";

const topic = textTopic();

const record = (n: number): Positioned => {
  return { ...say(topic, "k", String(n)), partition: 0, offset: String(n), at: 0 };
};

/** A run over one key, whose handler fails for the third record and holds the others until they are let go. */
function started(unordered: boolean, count: number) {
  const begun: string[] = [];
  const parked: ParkedNotice[] = [];
  const handled: string[] = [];
  const letGo = Promise.withResolvers<void>();
  const handle = async ({ value }: Event<unknown>): Promise<void> => {
    begun.push(String(value));
    if (value === "2") throw new Fault("unreadable", "it is the third");
    await letGo.promise;
  };
  const subscription = {
    group: "g",
    routes: [{ topic, unordered, handle }],
    holds: memoryHolds(),
    onParked: (notice: ParkedNotice) => void parked.push(notice),
  };
  const ports = { publish: async () => {}, parkedOf: async () => [], pausesMs: [1] };
  const made = run({
    lane: lane(subscription, ports),
    signal: new AbortController().signal,
    mayGo: () => true,
    handled: ({ offset }) => handled.push(offset),
    report: () => {},
  });
  made.add(Array.from({ length: count }, (_, n) => record(n)));
  return { made, begun, parked, handled, letGo: () => letGo.resolve() };
}

test("records of one key do not wait for each other where the route says so, and are taken in order", async () => {
  const { made, begun, handled, letGo } = started(true, 300);
  await pause(20);
  expect(begun).toEqual(Array.from({ length: 300 }, (_, n) => String(n)));
  expect(handled).toEqual([]);
  letGo();
  await made.idle();
  expect(handled.at(-1)).toBe("299");
});

test("where it does not, they do", async () => {
  const { made, begun, letGo } = started(false, 300);
  await pause(20);
  expect(begun).toEqual(["0"]);
  letGo();
  await made.idle();
});

test("one that is parked keeps none behind it", async () => {
  const { made, parked, handled, letGo } = started(true, 10);
  letGo();
  await made.idle();
  expect(parked.map(({ offset }) => offset)).toEqual(["2"]);
  expect(handled.at(-1)).toBe("9");
  const ordered = started(false, 10);
  ordered.letGo();
  await ordered.made.idle();
  expect(ordered.parked.map(({ offset }) => offset)).toEqual(["2", "3", "4", "5", "6", "7", "8", "9"]);
});
