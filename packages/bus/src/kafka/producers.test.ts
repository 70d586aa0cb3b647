import {
  type ICustomPartitioner,
  type Kafka,
  type Producer,
  type ProducerBatch,
  type ProducerConfig,
  type RecordMetadata,
} from "kafkajs";
import { expect, test } from "vitest";
import { gate, say, textTopic } from "../suite-tools.ts";
import { type Share, producers } from "./producers.ts";

const topic = textTopic();
const records = [say(topic, "ana", "hello")];
const share = (partition: number): Share => ({ topic: topic.name, partition, records });
type Answer = (batch: ProducerBatch, producer: number) => Promise<RecordMetadata[]>;

/** A client whose producers answer as told, and note when they come and go. Partition 9 is led by 2, all others by 1. */
function fakeKafka(answer: Answer) {
  const log: string[] = [];
  let count = 0;
  const partitionMetadata = [0, 1, 2, 3, 4, 9].map((partitionId) => {
    return { partitionId, leader: partitionId === 9 ? 2 : 1 };
  }) as unknown as Parameters<ReturnType<ICustomPartitioner>>[0]["partitionMetadata"];
  const producer = ({ createPartitioner }: ProducerConfig): Partial<Producer> => {
    const number = ++count;
    const place = createPartitioner?.();
    return {
      connect: async () => void log.push(`connect ${number}`),
      disconnect: async () => void log.push(`disconnect ${number}`),
      sendBatch: async (batch) => {
        for (const { topic: name, messages } of batch.topicMessages ?? [])
          for (const message of messages) place?.({ topic: name, partitionMetadata, message });
        return answer(batch, number);
      },
    };
  };
  return { log, kafka: { producer } as unknown as Kafka };
}

const named = (...partitions: number[]): RecordMetadata[] =>
  partitions.map((partition) => ({ topicName: topic.name, partition, errorCode: 0 }));

test("an answer that does not name every partition is a failure", async () => {
  const { kafka } = fakeKafka(async () => named(2));
  const { call } = producers(kafka);
  await call([share(2)]);
  await expect(call([share(3)])).rejects.toThrow("does not name");
  await expect(call([share(2), share(3)])).rejects.toThrow("does not name");
});

test("a call waits for all in-sync replicas, and each share goes to its partition", async () => {
  let sent: ProducerBatch | undefined;
  const { kafka } = fakeKafka(async (batch) => {
    sent = batch;
    return named(3, 4);
  });
  await producers(kafka).call([share(3), share(4)], 1);
  expect(sent).toMatchObject({
    acks: -1,
    topicMessages: [{ messages: [{ partition: 3 }] }, { messages: [{ partition: 4 }] }],
  });
});

test("leaders are learnt by sending, and forgotten with the producer that learnt them", async () => {
  let isAway = false;
  const { kafka } = fakeKafka(async () => {
    if (isAway) throw new Error("the leader is away");
    return named(4, 9);
  });
  const { call, leaderOf } = producers(kafka);
  expect(leaderOf(share(4))).toBeUndefined();
  await call([share(4)]);
  await call([share(9)]);
  expect([leaderOf(share(4)), leaderOf(share(9))]).toEqual([1, 2]);
  isAway = true;
  await expect(call([share(4)])).rejects.toThrow("away");
  expect([leaderOf(share(4)), leaderOf(share(9))]).toEqual([undefined, undefined]);
});

test("nothing is sent when one of the partitions has another leader by now", async () => {
  let calls = 0;
  const { kafka } = fakeKafka(async () => {
    calls += 1;
    return named(4, 9);
  });
  await expect(producers(kafka).call([share(4), share(9)], 1)).rejects.toThrow("new leader");
  expect(calls).toBe(0);
});

test("after a failed call comes a new producer; the old one goes when its last call is done", async () => {
  const slow = gate();
  const { log, kafka } = fakeKafka(async (batch, producer) => {
    const partition = batch.topicMessages?.[0]?.messages[0]?.partition ?? 0;
    if (producer === 1 && partition === 1) throw new Error("the leader is away");
    if (producer === 1) await slow.opened;
    return named(partition);
  });
  const { call, close } = producers(kafka);
  const other = call([share(0)]);
  await expect(call([share(1)])).rejects.toThrow("away");
  await call([share(1)]);
  expect(log).toEqual(["connect 1", "connect 2"]);
  slow.open();
  await other;
  await Promise.resolve();
  expect(log).toEqual(["connect 1", "connect 2", "disconnect 1"]);
  await close();
  expect(log.at(-1)).toBe("disconnect 2");
});
