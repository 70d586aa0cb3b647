import { createRequire } from "node:module";

/** As much of kafkajs as is needed here. */
export interface ConsumerGroup {
  readonly offsetManager: object;
  fetch(nodeId: string): Promise<readonly object[]>;
}

export interface Runner {
  readonly consumerGroup: ConsumerGroup;
  processEachBatch(batch: object): Promise<void>;
}

let isPatched = false;

/**
 * kafkajs 2.2.4 may hand out a batch that was asked for before a rebalance as if it had been asked for after it. Going
 * on behind that batch would skip what was fetched earlier and not handled yet: so such a batch is left, and fetched
 * again from where the group stands.
 */
export function leaveStaleBatches(): void {
  if (isPatched) return;
  isPatched = true;
  const require = createRequire(import.meta.url);
  const group = require("kafkajs/src/consumer/consumerGroup.js") as { prototype: ConsumerGroup };
  const runner = require("kafkajs/src/consumer/runner.js") as { prototype: Runner };
  leavingStale(group.prototype, runner.prototype);
}

/** Changes the two so that they leave stale batches. */
export function leavingStale(group: ConsumerGroup, runner: Runner): void {
  // With each place in the group kafkajs makes a new manager of offsets.
  const fetchedFor = new WeakMap<object, object>();
  const { fetch } = group;
  const { processEachBatch } = runner;
  group.fetch = async function fetchNoted(this: ConsumerGroup, nodeId) {
    const manager = this.offsetManager;
    const batches = await fetch.call(this, nodeId);
    for (const batch of batches) fetchedFor.set(batch, manager);
    return batches;
  };
  runner.processEachBatch = async function processFresh(this: Runner, batch) {
    if (fetchedFor.get(batch) === this.consumerGroup.offsetManager) await processEachBatch.call(this, batch);
  };
}
