import { setTimeout as pause } from "node:timers/promises";
import {
  type Kafka,
  type Message,
  type PartitionMetadata,
  type Producer,
  type RecordMetadata,
} from "kafkajs";
import type { Outgoing } from "../port.ts";
import { fewRetries } from "./client.ts";

/** One partition's part of a call. */
export interface Share {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly Outgoing[];
}

export interface Producers {
  /**
   * One try. Resolves when the answer names the partition of every share; else nobody can tell what became of any. With
   * a leader nothing is sent where another one leads.
   */
  call(shares: readonly Share[], leader?: number): Promise<void>;
  /** Who led the partition when it was last sent to; undefined when that is not known, or not since the last failure. */
  leaderOf(share: Pick<Share, "topic" | "partition">): number | undefined;
  close(): Promise<void>;
}

// A frozen broker takes connections and never answers.
const connectWithinMs = 3_000;

interface Current {
  readonly producer: Promise<Producer>;
  inFlight: number;
  isRetired: boolean;
}

interface LedMessage extends Message {
  /** Who is thought to lead its partition, where the call may go to no one else. */
  readonly leader?: number | undefined;
}

/** A producer, and after each failure of a call a new one: what kafkajs does after it gave up cannot be trusted. */
export function producers(kafka: Kafka): Producers {
  const leaders = new Map<string, number>();
  let current: Current | undefined;

  function take(): Current {
    current ??= { producer: connect(kafka, place), inFlight: 0, isRetired: false };
    current.inFlight += 1;
    return current;
  }

  function retire(used: Current): void {
    used.isRetired = true;
    if (current !== used) return;
    current = undefined;
    leaders.clear();
  }

  async function giveBack(used: Current): Promise<void> {
    used.inFlight -= 1;
    if (used.isRetired && used.inFlight === 0) await disconnect(used);
  }

  /** kafkajs asks where each message belongs, and shows what it knows of the leaders: it must be what we know. */
  function place({ topic, partitionMetadata, message }: Question): number {
    const { partition = 0, leader } = message as LedMessage;
    const now = partitionMetadata.find(({ partitionId }) => partitionId === partition)?.leader;
    if (now === undefined) throw new Error(`nobody knows who leads ${topic}/${partition}`);
    if (leader !== undefined && leader !== now) throw new Error(`${topic}/${partition} has a new leader`);
    leaders.set(nameOf(topic, partition), now);
    return partition;
  }

  return {
    leaderOf: ({ topic, partition }) => leaders.get(nameOf(topic, partition)),
    call: async (shares, leader) => {
      const used = take();
      try {
        const producer = await used.producer;
        const topicMessages = shares.map((share) => {
          return { topic: share.topic, messages: messagesOf(share, leader) };
        });
        confirm(await producer.sendBatch({ acks: -1, timeout: 5_000, topicMessages }), shares);
      } catch (error) {
        retire(used);
        throw error;
      } finally {
        void giveBack(used);
      }
    },
    close: async () => {
      const last = current;
      if (last === undefined) return;
      retire(last);
      await disconnect(last);
    },
  };
}

interface Question {
  readonly topic: string;
  readonly partitionMetadata: readonly PartitionMetadata[];
  readonly message: Message;
}

// With `idempotent`, kafkajs uses a sequence number twice after an error, and the broker drops the second record. With
// retries it would go on by itself when leaders have moved, and spread a call over several of them.
async function connect(kafka: Kafka, place: (question: Question) => number): Promise<Producer> {
  const producer = kafka.producer({
    idempotent: false,
    allowAutoTopicCreation: false,
    createPartitioner: () => place,
    retry: { ...fewRetries, retries: 0 },
  });
  const connecting = producer.connect();
  const isConnected = await Promise.race([
    connecting.then(() => true),
    pause(connectWithinMs, false, { ref: false }),
  ]);
  if (isConnected) return producer;
  // Only when it is done can it be undone.
  void connecting.then(
    () => producer.disconnect(),
    () => undefined,
  );
  throw new Error("no broker answers: another one is asked next");
}

async function disconnect({ producer }: Current): Promise<void> {
  await producer.then((one) => one.disconnect()).catch(() => undefined);
}

function messagesOf({ partition, records }: Share, leader: number | undefined): LedMessage[] {
  return records.map(({ key, value, headers }) => {
    return { key, value: asBuffer(value), headers: { ...headers }, partition, leader };
  });
}

/** kafkajs may report success without having asked a partition's leader: then the answer does not name it. */
function confirm(answers: readonly RecordMetadata[], shares: readonly Share[]): void {
  const named = new Set(answers.map(({ topicName, partition }) => nameOf(topicName, partition)));
  const missing = shares.find(({ topic, partition }) => !named.has(nameOf(topic, partition)));
  if (missing !== undefined)
    throw new Error(`the answer does not name ${missing.topic}/${missing.partition}`);
}

function nameOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

function asBuffer(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
