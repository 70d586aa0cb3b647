import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Outgoing } from "../port.ts";
import { gate, say, textTopic } from "../suite-tools.ts";
import { sender } from "./sender.ts";

const topic = textTopic();
const options = { giveUpAfterMs: 500, closing: new AbortController().signal };
const one = (text: string): Outgoing[] => [say(topic, "ana", text)];
const textsOf = (records: readonly Outgoing[]): string[] =>
  records.map(({ value }) => Buffer.from(value).toString());

/** A broker that takes a millisecond, fails as asked, and notes each call. */
function broker(failures: number) {
  const calls: string[][] = [];
  let left = failures;
  let inFlight = 0;
  let mostInFlight = 0;
  const send = async (records: () => readonly Outgoing[]): Promise<void> => {
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    calls.push(textsOf(records()));
    await pause(1);
    inFlight -= 1;
    if (left-- > 0) throw new Error("the leader is away");
  };
  return { calls, send, mostInFlight: () => mostInFlight };
}

test("what is said at once goes in one call, what comes meanwhile in the next", async () => {
  const { calls, send, mostInFlight } = broker(0);
  const lane = sender(send, options);
  const first = [lane.say(one("a")), lane.say(one("b"))];
  await pause(0);
  await Promise.all([...first, lane.say(one("c")), lane.say(one("d"))]);
  expect(calls).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  expect(mostInFlight()).toBe(1);
});

test("the same batch is sent again until it succeeds, before any other", async () => {
  const { calls, send } = broker(2);
  const lane = sender(send, options);
  const a = lane.say(one("a"));
  await pause(5);
  await Promise.all([a, lane.say(one("b"))]);
  expect(calls).toEqual([["a"], ["a"], ["a"], ["b"]]);
});

test("what is said before the call is made goes along, what is said after it does not, also not when tried again", async () => {
  const { opened, open } = gate();
  const calls: string[][] = [];
  const lane = sender(async (records, isAgain) => {
    if (!isAgain) await opened;
    calls.push(textsOf(records()));
    if (!isAgain) throw new Error("the leader is away");
  }, options);
  const said = [lane.say(one("a"))];
  await pause(5);
  said.push(lane.say(one("b")));
  open();
  await pause(5);
  said.push(lane.say(one("c")));
  await Promise.all(said);
  expect(calls).toEqual([["a", "b"], ["a", "b"], ["c"], ["c"]]);
});

test("giving up refuses all that waits, so that nothing overtakes; what is said later starts afresh", async () => {
  const { calls, send } = broker(3);
  const lane = sender(send, { ...options, giveUpAfterMs: 150 });
  const said = [lane.say(one("a"))];
  await pause(5);
  said.push(lane.say(one("b")));
  const outcomes = await Promise.allSettled(said);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(outcomes).toMatchObject([{ reason: { kind: "unavailable" } }, { reason: { kind: "unavailable" } }]);
  expect(calls.flat()).not.toContain("b");
  await lane.say(one("b"));
  expect(calls.at(-1)).toEqual(["b"]);
});

test("a call never carries more than a broker takes", async () => {
  const sizes: number[] = [];
  const send = async (records: () => readonly Outgoing[]): Promise<void> => {
    sizes.push(records().reduce((sum, { value }) => sum + value.byteLength, 0));
  };
  const lane = sender(send, options);
  const large = "x".repeat(400_000);
  await Promise.all([
    lane.say([...one(large), ...one(large), ...one(large)]),
    lane.say(one(large)),
    lane.say(Array.from({ length: 1_200 }, () => say(topic, "ana", "y"))),
  ]);
  expect(sizes.every((size) => size <= 1_000_000)).toBe(true);
  expect(sizes).toEqual([800_000, 400_000, 400_000, 500, 500, 200]);
});
