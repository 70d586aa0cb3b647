import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { gate } from "../suite-tools.ts";
import { type ConsumerGroup, type Runner, leaveStaleBatches, leavingStale } from "./stale-batches.ts";

function patched() {
  const { opened: answered, open: answer } = gate();
  const processed: object[] = [];
  const group = {
    offsetManager: { place: 1 },
    fetch: async () => {
      await answered;
      return [{ offset: "0" }];
    },
  };
  const runner: Runner = {
    consumerGroup: group,
    processEachBatch: async (batch) => void processed.push(batch),
  };
  leavingStale(group, runner);
  return { group, runner, processed, answer };
}

test("a batch is handled when it was asked for in the same place in the group", async () => {
  const { group, runner, processed, answer } = patched();
  answer();
  for (const batch of await group.fetch()) await runner.processEachBatch(batch);
  expect(processed).toHaveLength(1);
});

test("a batch that was asked for before a rebalance is left, also when its answer comes after it", async () => {
  const { group, runner, processed, answer } = patched();
  const asked = group.fetch();
  group.offsetManager = { place: 2 };
  answer();
  for (const batch of await asked) await runner.processEachBatch(batch);
  expect(processed).toEqual([]);
});

test("kafkajs has what is changed here", () => {
  leaveStaleBatches();
  const require = createRequire(import.meta.url);
  const group = require("kafkajs/src/consumer/consumerGroup.js") as { prototype: ConsumerGroup };
  const runner = require("kafkajs/src/consumer/runner.js") as { prototype: Runner };
  expect(group.prototype.fetch.name).toBe("fetchNoted");
  expect(runner.prototype.processEachBatch.name).toBe("processFresh");
});
