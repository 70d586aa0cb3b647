import { randomUUID } from "node:crypto";
import type { EachBatchPayload, Kafka } from "kafkajs";
import type { Positioned } from "../parked.ts";
import { partitionOf } from "../partition-of.ts";
import type { Admins } from "./client.ts";
import { fewRetries } from "./client.ts";
import { positioned } from "./partition-lane.ts";
import type { Topics } from "./topics.ts";

/** Reads all that lies parked under one key, from the beginning to what is there now. */
export function parkedReader(kafka: Kafka, withAdmin: Admins, topics: Topics) {
  return async (topic: string, key: string): Promise<readonly Positioned[]> => {
    const partition = partitionOf(key, await topics.partitionsOf(topic));
    const offsets = await withAdmin((admin) => admin.fetchTopicOffsets(topic));
    const place = offsets.find((one) => one.partition === partition);
    const end = BigInt(place?.high ?? 0);
    if (BigInt(place?.low ?? 0) >= end) return [];
    return read(kafka, topic, partition, end).then((all) => all.filter((record) => record.key === key));
  };
}

async function read(kafka: Kafka, topic: string, partition: number, end: bigint): Promise<Positioned[]> {
  // A group of its own that commits nothing leaves nothing behind.
  const groupId = `careline-reader-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, retry: fewRetries });
  const found: Positioned[] = [];
  const finished = Promise.withResolvers<void>();
  const take = async ({ batch, resolveOffset, pause }: EachBatchPayload): Promise<void> => {
    if (batch.partition !== partition) return void pause();
    for (const message of batch.messages) found.push(positioned(batch, message));
    resolveOffset(batch.lastOffset());
    if (BigInt(batch.lastOffset()) + 1n < end) return;
    pause();
    finished.resolve();
  };
  consumer.on(consumer.events.CRASH, ({ payload }) => finished.reject(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: take });
    await finished.promise;
  } finally {
    await consumer.disconnect();
  }
  return found.filter(({ offset }) => BigInt(offset) < end);
}
