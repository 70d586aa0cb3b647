import { createRequire } from "node:module";

interface ConsumerGroup {
  readonly offsetManager: object;
  fetch(nodeId: string): Promise<readonly object[]>;
}

interface Runner {
  readonly consumerGroup: ConsumerGroup;
  processEachBatch(batch: object): Promise<void>;
}

interface Patchable {
  [patched]?: true;
}

const patched = Symbol.for("careline.kafkajs.stale-batches");
/** The place in the group in which a batch was fetched: kafkajs makes a new manager of offsets with each. */
const fetchedFor = new WeakMap<object, object>();

/**
 * kafkajs 2.2.4 may hand out a batch that was asked for before a rebalance as if it had been asked for after it. Going
 * on behind that batch would skip what was fetched earlier and not handled yet: so such a batch is left, and fetched
 * again from where the group stands.
 */
export function leaveStaleBatches(): void {
  const require = createRequire(import.meta.url);
  const { prototype: group } = require("kafkajs/src/consumer/consumerGroup.js") as {
    prototype: ConsumerGroup & Patchable;
  };
  const { prototype: runner } = require("kafkajs/src/consumer/runner.js") as { prototype: Runner };
  if (group[patched] === true) return;
  group[patched] = true;
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
