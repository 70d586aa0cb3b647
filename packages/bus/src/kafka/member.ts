import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type Consumer, type EachBatchPayload, type Kafka, type RetryOptions } from "kafkajs";
import type { HeldKeys } from "../lane/held-keys.ts";
import type { Lane } from "../lane/lane.ts";
import { type Offset, gatheredOffsets } from "../lane/offsets.ts";
import type { Running } from "../port.ts";
import type { Report } from "../report.ts";
import { type PartitionLane, partitionLane } from "./partition-lane.ts";
import { predecessorOf } from "./predecessor.ts";

export interface MemberOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** Under what name this process is known to Kafka, if no other one bears it. */
  readonly ownName: string | undefined;
  readonly topics: readonly string[];
  /** Of all its topics together: each is worked on by itself. */
  readonly partitions: number;
  readonly lane: Lane;
  readonly held: HeldKeys;
  readonly report: Report;
  readonly mayWait: boolean;
}

// More retries would keep asking a coordinator that is dead; few make the consumer start anew and find the next one.
const retry: RetryOptions = {
  retries: 5,
  initialRetryTime: 50,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
};
const stopWithinMs = 15_000;
// An answer costs much the same whatever it brings: what comes within this time comes with the next one.
const fetchEveryMs = { usual: 5, patient: 150 } as const;
// With so many there are more behind them.
const manyMessages = 100;

/** A member of a consumer group, until it is stopped: where kafkajs gives up, it begins again with a new consumer. */
export async function kafkaMember(options: MemberOptions): Promise<Running> {
  const { report } = options;
  const lanes = new Map<string, PartitionLane>();
  let isPaused = false;
  let assigned: Readonly<Record<string, readonly number[]>> = {};
  let term = newTerm();
  let heardAt = Date.now();
  let isStopping = false;
  let consumer: Consumer | undefined;
  let commit: EachBatchPayload["commitOffsetsIfNecessary"] | undefined;

  const isAssigned = (topic: string, partition: number): boolean =>
    assigned[topic]?.includes(partition) ?? false;
  const offsets = gatheredOffsets({
    save,
    isOurs: ({ topic, partition }) => isAssigned(topic, partition),
    report,
  });

  function enterTerm(assignment: Readonly<Record<string, readonly number[]>>): void {
    term.abort();
    term = newTerm();
    assigned = assignment;
    options.held.forget();
    if (isStopping) term.abort();
  }

  async function save(noted: readonly Offset[]): Promise<void> {
    const topics = [...Map.groupBy(noted, ({ topic }) => topic)].map(([topic, own]) => {
      return { topic, partitions: own.map(({ partition, next }) => ({ partition, offset: next })) };
    });
    try {
      await commit?.({ topics });
    } catch (error) {
      // Who stops does not wait for a broker that is gone: then the records are heard again.
      if (isStopping) assigned = {};
      throw error;
    }
  }

  function laneOf(topic: string, partition: number): PartitionLane {
    const name = `${topic}/${partition}`;
    const { note } = offsets;
    const lane =
      lanes.get(name) ?? partitionLane({ lane: options.lane, mayGo: () => !isPaused, note, report });
    lanes.set(name, lane);
    return lane;
  }

  async function eachBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    commit = payload.commitOffsetsIfNecessary;
    const isPatient = options.mayWait && messages.length < manyMessages;
    const breath = pause(isPatient ? fetchEveryMs.patient : fetchEveryMs.usual);
    await laneOf(topic, partition).offer(payload, { signal: term.signal, has: isAssigned });
    await breath;
  }

  async function begin(): Promise<void> {
    const made = options.kafka.consumer({
      groupId: options.group,
      // The least that brokers allow by default: so long the partitions of a process that was killed stand still.
      sessionTimeout: 6_000,
      heartbeatInterval: 1_000,
      rebalanceTimeout: 20_000,
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: 256 * 1_024,
      allowAutoTopicCreation: false,
      retry: { ...retry, restartOnFailure: async () => !isStopping },
    });
    await consumer?.disconnect().catch(() => undefined);
    consumer = made;
    const alive = (): void => void (heardAt = Date.now());
    made.on(made.events.HEARTBEAT, alive);
    made.on(made.events.REQUEST, ({ payload }) => void (payload.apiName === "Fetch" && alive()));
    // The group waits for us now: what is handled so far need not be heard again by whoever comes.
    made.on(made.events.REBALANCING, () => void offsets.flush());
    made.on(made.events.GROUP_JOIN, ({ payload }) => {
      alive();
      enterTerm(payload.memberAssignment);
    });
    made.on(made.events.CRASH, ({ payload }) => {
      report("a consumer crashed", payload.error);
      enterTerm({});
      if (!payload.restart) void beginAgain();
    });
    await made.connect();
    await made.subscribe({ topics: [...options.topics], fromBeginning: true });
    const dismiss = await predecessor();
    const joining = made.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.partitions,
      eachBatch,
    });
    void dismiss().catch(unknownPredecessor);
    await joining;
  }

  // Without it the group goes on as well, as soon as the session of whoever died has ended.
  const unknownPredecessor = (error: unknown): void =>
    report("the group could not be told who is gone", error);

  async function predecessor(): Promise<() => Promise<void>> {
    const nothing = async (): Promise<void> => undefined;
    const { kafka, group, ownName } = options;
    if (ownName === undefined) return nothing;
    return predecessorOf(kafka, group, ownName).catch((error: unknown) => {
      unknownPredecessor(error);
      return nothing;
    });
  }

  async function beginAgain(): Promise<void> {
    while (!isStopping) {
      await pause(1_000);
      if (isStopping) return;
      try {
        return await begin();
      } catch (error) {
        report("a consumer could not begin again", error);
      }
    }
  }

  async function stop(): Promise<void> {
    isStopping = true;
    term.abort();
    await Promise.all([...lanes.values()].map((lane) => lane.idle()));
    await Promise.race([offsets.flush(), pause(stopWithinMs)]);
    // kafkajs may wait for ever for a broker that is gone.
    await Promise.race([consumer?.disconnect().catch(() => undefined), pause(stopWithinMs)]);
  }

  await begin();
  return {
    stop,
    pause: () => void (isPaused = true),
    resume: () => {
      isPaused = false;
      for (const lane of lanes.values()) lane.go();
    },
    oldestWaitingMs: async () => {
      const now = Date.now();
      return Math.max(0, ...[...lanes.values()].map((lane) => now - (lane.oldestAt() ?? now)));
    },
    idleSinceMs: () => Date.now() - heardAt,
  };
}

/** As many may listen to its end as there are partitions. */
function newTerm(): AbortController {
  const term = new AbortController();
  setMaxListeners(0, term.signal);
  return term;
}
