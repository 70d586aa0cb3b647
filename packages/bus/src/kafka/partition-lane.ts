import { setTimeout as pause } from "node:timers/promises";
import type { Batch, EachBatchPayload, IHeaders, KafkaMessage } from "kafkajs";
import type { Lane } from "../lane/lane.ts";
import type { Positioned } from "../parked.ts";
import type { Report } from "../report.ts";

/** Time in which a member holds a place in its group; ends with the next rebalance, and with the member. */
export interface Tenure {
  readonly signal: AbortSignal;
  has(topic: string, partition: number): boolean;
}

/** One partition, worked on by itself: kafkajs alone would let a slow partition keep all others of its broker. */
export interface PartitionLane {
  /** Works on a batch, or leaves it to be fetched again when it is busy. Returns soon, whatever the handler does. */
  offer(payload: EachBatchPayload, tenure: Tenure): Promise<void>;
  /** When the record in hand was written; undefined when nothing is in hand. */
  oldestAt(): number | undefined;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

export interface LaneControls {
  readonly lane: Lane;
  /** Resolves when the member is not paused. */
  readonly mayGo: (signal: AbortSignal) => Promise<void>;
  readonly report: Report;
}

// Long enough for a healthy handler, short enough not to be felt by the other partitions.
const graceMs = 50;
const commitEveryMs = 500;

export function partitionLane({ lane, mayGo, report }: LaneControls): PartitionLane {
  let busy: Promise<void> | undefined;
  let current: KafkaMessage | undefined;

  async function work(payload: EachBatchPayload, tenure: Tenure): Promise<void> {
    let done: string | undefined;
    let committedAt = Date.now();
    for (const message of payload.batch.messages) {
      current = message;
      if ((await take(message, payload, tenure)) === "abandoned") break;
      done = message.offset;
      if (!tenure.signal.aborted) payload.resolveOffset(done);
      if (Date.now() - committedAt < commitEveryMs) continue;
      await commit(done, payload, tenure);
      committedAt = Date.now();
    }
    current = undefined;
    if (done !== undefined) await commit(done, payload, tenure);
  }

  async function take(
    message: KafkaMessage,
    payload: EachBatchPayload,
    { signal }: Tenure,
  ): Promise<"handled" | "abandoned"> {
    await mayGo(signal);
    if (signal.aborted || !payload.isRunning() || payload.isStale()) return "abandoned";
    return lane(positioned(payload.batch, message), signal);
  }

  /** Tried until it is done, or the place in the group is lost: then the records are heard again. */
  async function commit(offset: string, payload: EachBatchPayload, tenure: Tenure): Promise<void> {
    const { topic, partition } = payload.batch;
    const partitions = [{ partition, offset: String(BigInt(offset) + 1n) }];
    for (let pauseMs = 50; tenure.has(topic, partition); pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        return await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions }] });
      } catch (error) {
        if (tenure.signal.aborted) return;
        report("offsets could not be committed", error);
        await pause(pauseMs);
      }
    }
  }

  async function finish(working: Promise<void>): Promise<void> {
    try {
      await working;
    } catch (error) {
      report("a batch was left, to be fetched again", error);
      await pause(1_000);
    }
    busy = undefined;
    current = undefined;
  }

  return {
    offer: async (payload, tenure) => {
      const { topic, partition } = payload.batch;
      if (tenure.signal.aborted) return void payload.pause();
      if (!tenure.has(topic, partition)) return;
      if (busy === undefined) {
        busy = finish(work(payload, tenure));
        await Promise.race([busy, pause(graceMs)]);
        if (busy === undefined) return;
      }
      const resume = payload.pause();
      void busy.then(resume);
    },
    oldestAt: () => (current === undefined ? undefined : Number(current.timestamp)),
    idle: async () => busy,
  };
}

export function positioned(batch: Batch, message: KafkaMessage): Positioned {
  return {
    topic: batch.topic,
    partition: batch.partition,
    offset: message.offset,
    key: message.key?.toString() ?? "",
    headers: textHeaders(message.headers),
    value: message.value ?? new Uint8Array(),
  };
}

function textHeaders(headers: IHeaders = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
