import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { gate } from "../suite-tools.ts";
import { type Offset, gatheredOffsets } from "./offsets.ts";

const at = (partition: number, next: number): Offset => ({ topic: "t", partition, next: String(next) });

function saved(partial: { save?: () => Promise<void>; isOurs?: (offset: Offset) => boolean } = {}) {
  const calls: string[] = [];
  const reports: string[] = [];
  const offsets = gatheredOffsets({
    save: async (noted) => {
      calls.push(noted.map(({ partition, next }) => `${partition}:${next}`).join(" "));
      await partial.save?.();
    },
    isOurs: partial.isOurs ?? (() => true),
    report: (what) => reports.push(what),
  });
  return { calls, reports, offsets };
}

test("what is noted within half a second goes together, the last of each partition", async () => {
  const { calls, offsets } = saved();
  for (const next of [1, 2, 3]) for (const partition of [0, 1]) offsets.note(at(partition, next));
  await pause(400);
  expect(calls).toEqual([]);
  await pause(200);
  expect(calls).toEqual(["0:3 1:3"]);
});

test("what is noted while others are on their way is flushed too, after them", async () => {
  const { opened, open } = gate();
  const { calls, offsets } = saved({ save: () => opened });
  offsets.note(at(0, 1));
  const first = offsets.flush();
  offsets.note(at(0, 2));
  const second = offsets.flush();
  await pause(1);
  expect(calls).toEqual(["0:1"]);
  open();
  await Promise.all([first, second]);
  expect(calls).toEqual(["0:1", "0:2"]);
});

test("what could not be saved is saved again, but never over what came after it", async () => {
  let failures = 1;
  const { calls, reports, offsets } = saved({
    save: async () => {
      if (failures-- > 0) throw new Error("the coordinator is away");
    },
  });
  offsets.note(at(0, 1));
  offsets.note(at(1, 1));
  const flushing = offsets.flush();
  offsets.note(at(0, 2));
  await flushing;
  expect(calls).toEqual(["0:1 1:1", "0:2 1:1"]);
  expect(reports).toEqual(["offsets could not be saved"]);
});

test("what is no longer ours is not saved", async () => {
  const { calls, offsets } = saved({ isOurs: ({ partition }) => partition === 1 });
  offsets.note(at(0, 1));
  await offsets.flush();
  expect(calls).toEqual([]);
  offsets.note(at(0, 2));
  offsets.note(at(1, 2));
  await offsets.flush();
  expect(calls).toEqual(["1:2"]);
});
