import { Fault } from "@careline/faults";
import { expect, test } from "vitest";
import { commandRecord } from "../command.ts";
import { memoryHolds } from "../memory-holds.ts";
import type { Positioned } from "../parked.ts";
import type { Holds, Outgoing } from "../port.ts";
import { listener, say, textTopic } from "../suite-tools.ts";
import { lane } from "./lane.ts";

const topic = textTopic();
const group = "listeners";
const never = new AbortController().signal;
const at = (record: Outgoing, offset = "7"): Positioned => ({ ...record, partition: 0, offset });

/** A lane whose every step is noted, and may fail a number of times first. */
function noted(handle: () => Promise<void>, failures: Partial<Record<string, number>> = {}) {
  const steps: string[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const left = failures[name] ?? 0;
    failures[name] = left - 1;
    if (left > 0) throw new Fault("unavailable", `${name} is away`);
    const done = await work();
    steps.push(name);
    return done;
  };
  const memory = memoryHolds();
  const holds: Holds = {
    hold: (...held) => step("hold", () => memory.hold(...held)),
    isHeld: (...asked) => step("isHeld", () => memory.isHeld(...asked)),
    release: (...held) => step("release", () => memory.release(...held)),
  };
  const published: Outgoing[] = [];
  const take = lane(listener(topic, handle, { group, holds }).subscription, {
    publish: (records) => step("publish", async () => void published.push(...records)),
    parkedOf: async () => [],
    pausesMs: [1, 1, 1],
  });
  return { steps, published, holds, take };
}

const refuse = (): Promise<void> => Promise.reject(new Fault("invalid", "no"));

test("a hold is durable before the parked copy, and that before the lane goes on", async () => {
  const { steps, published, take } = noted(refuse);
  expect(await take(at(say(topic, "ana", "hello")), never)).toBe("handled");
  expect(steps).toEqual(["isHeld", "hold", "publish"]);
  expect(published).toMatchObject([
    {
      topic: `${topic.name}.${group}.parked`,
      key: "ana",
      value: Buffer.from("hello"),
      headers: { careline_parked_reason: "invalid: no", careline_parked_from: "0:7", ce_tenantid: "clinic" },
    },
  ]);
});

test("nothing is parked while the hold cannot be kept, and nothing is skipped while parking fails", async () => {
  const { steps, published, take } = noted(refuse, { isHeld: 2, hold: 3, publish: 2 });
  await take(at(say(topic, "ana", "hello")), never);
  expect(steps).toEqual(["isHeld", "hold", "publish"]);
  expect(published).toHaveLength(1);
});

test("a lane that stops before the hold is kept has not handled the record", async () => {
  const stopping = new AbortController();
  const { steps, take } = noted(refuse, { hold: 1_000 });
  const outcome = take(at(say(topic, "ana", "hello")), stopping.signal);
  setTimeout(() => stopping.abort(), 20);
  expect(await outcome).toBe("abandoned");
  expect(steps).toEqual(["isHeld"]);
});

test("after a crash between hold and copy the record is parked, not handled", async () => {
  let handled = 0;
  const { published, holds, take } = noted(async () => void (handled += 1));
  await holds.hold(group, topic.name, "ana", "invalid: no");
  await take(at(say(topic, "ana", "hello")), never);
  expect(handled).toBe(0);
  expect(published).toHaveLength(1);
});

test("a command to another group is no business of this one", async () => {
  const { steps, take } = noted(refuse);
  const command = commandRecord(topic.name, "ana", { verb: "discard", group: "others", requestId: "1" });
  expect(await take(at(command), never)).toBe("handled");
  expect(steps).toEqual([]);
});

test("a command releases the key before it says that it is done", async () => {
  const { steps, published, take } = noted(refuse);
  const command = commandRecord(topic.name, "ana", { verb: "replay", group, requestId: "1" });
  await take(at(command), never);
  expect(steps).toEqual(["release", "publish"]);
  expect(published).toMatchObject([{ headers: { careline_settled: "1", careline_settled_count: "0" } }]);
});
