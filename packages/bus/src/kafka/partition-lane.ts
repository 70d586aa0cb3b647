import { setTimeout as pause } from "node:timers/promises";
import type { Batch, EachBatchPayload, IHeaders, KafkaMessage } from "kafkajs";
import type { Lane } from "../lane/lane.ts";
import type { Offset } from "../lane/offsets.ts";
import { type Run, run } from "../lane/run.ts";
import type { Positioned } from "../parked.ts";
import type { Report } from "../report.ts";

/** Time in which a member holds a place in its group; ends with the next rebalance, and with the member. */
export interface Tenure {
  readonly signal: AbortSignal;
  has(topic: string, partition: number): boolean;
}

/** One partition, worked on by itself: kafkajs alone would let a slow partition keep all others of its broker. */
export interface PartitionLane {
  /** Takes a batch in hand. Returns soon, whatever the handlers do; fetching stops while too much is in hand. */
  offer(payload: EachBatchPayload, tenure: Tenure): Promise<void>;
  /** Begins what may begin: after a pause. */
  go(): void;
  /** When the oldest record in hand was written; undefined when nothing is in hand. */
  oldestAt(): number | undefined;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

export interface LaneControls {
  readonly lane: Lane;
  readonly mayGo: () => boolean;
  readonly note: (offset: Offset) => void;
  readonly report: Report;
}

interface Current {
  readonly run: Run;
  readonly signal: AbortSignal;
  /** Nothing is in hand any more from before. */
  isFree: boolean;
}

// Long enough for healthy handlers to catch up, short enough not to be felt by the other partitions.
const graceMs = 50;

export function partitionLane({ lane, mayGo, note, report }: LaneControls): PartitionLane {
  let current: Current | undefined;

  function runOf({ signal }: Tenure): Run {
    if (current?.signal === signal) return current.run;
    const earlier = current?.run.idle();
    const made: Current = {
      signal,
      isFree: earlier === undefined,
      run: run({
        lane,
        signal,
        report,
        // A key that is still in hand from before must not be begun beside itself.
        mayGo: () => made.isFree && mayGo(),
        handled: ({ topic, partition, offset }) => {
          if (current === made) note({ topic, partition, next: String(BigInt(offset) + 1n) });
        },
      }),
    };
    current = made;
    void earlier?.then(() => {
      made.isFree = true;
      made.run.go();
    });
    return made.run;
  }

  return {
    offer: async (payload, tenure) => {
      const { topic, partition, messages } = payload.batch;
      if (tenure.signal.aborted) return void payload.pause();
      const last = messages.at(-1);
      if (!tenure.has(topic, partition) || last === undefined) return;
      const mine = runOf(tenure);
      mine.add(messages.map((message) => positioned(payload.batch, message)));
      // From here kafkajs fetches on; what is committed is decided by what is handled.
      payload.resolveOffset(last.offset);
      if (!mine.isFull()) return;
      await Promise.race([mine.room(), pause(graceMs)]);
      if (!mine.isFull()) return;
      const resume = payload.pause();
      void mine.room().then(resume);
    },
    go: () => current?.run.go(),
    oldestAt: () => current?.run.oldest()?.at,
    idle: async () => current?.run.idle(),
  };
}

export function positioned(batch: Batch, message: KafkaMessage): Positioned {
  return {
    topic: batch.topic,
    partition: batch.partition,
    offset: message.offset,
    at: Number(message.timestamp),
    key: message.key?.toString() ?? "",
    headers: textHeaders(message.headers),
    value: message.value ?? new Uint8Array(),
  };
}

function textHeaders(headers: IHeaders = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
