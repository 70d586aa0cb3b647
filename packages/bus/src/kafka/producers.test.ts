import type { Kafka, Producer, ProducerRecord, RecordMetadata } from "kafkajs";
import { expect, test } from "vitest";
import { gate, say, textTopic } from "../suite-tools.ts";
import { producers } from "./producers.ts";

const topic = textTopic();
const records = [say(topic, "ana", "hello")];
type Answer = (record: ProducerRecord, producer: number) => Promise<RecordMetadata[]>;

/** A client whose producers answer as told, and note when they come and go. */
function fakeKafka(answer: Answer) {
  const log: string[] = [];
  let count = 0;
  const producer = (): Partial<Producer> => {
    const number = ++count;
    return {
      connect: async () => void log.push(`connect ${number}`),
      disconnect: async () => void log.push(`disconnect ${number}`),
      send: (record) => answer(record, number),
    };
  };
  return { log, kafka: { producer } as unknown as Kafka };
}

const named = (partition: number): RecordMetadata[] => [{ topicName: topic.name, partition, errorCode: 0 }];

test("an answer that does not name the partition is a failure", async () => {
  const { kafka } = fakeKafka(async () => named(2));
  const { send } = producers(kafka);
  await send(topic.name, 2, records);
  await expect(send(topic.name, 3, records)).rejects.toThrow("does not name");
});

test("a call waits for all in-sync replicas and goes to one partition", async () => {
  let sent: ProducerRecord | undefined;
  const { kafka } = fakeKafka(async (record) => {
    sent = record;
    return named(4);
  });
  await producers(kafka).send(topic.name, 4, [...records, ...records]);
  expect(sent).toMatchObject({ acks: -1, messages: [{ partition: 4 }, { partition: 4 }] });
});

test("after a failed call comes a new producer; the old one goes when its last call is done", async () => {
  const slow = gate();
  const { log, kafka } = fakeKafka(async (record, producer) => {
    const partition = record.messages[0]?.partition ?? 0;
    if (producer === 1 && partition === 1) throw new Error("the leader is away");
    if (producer === 1) await slow.opened;
    return named(partition);
  });
  const { send, close } = producers(kafka);
  const other = send(topic.name, 0, records);
  await expect(send(topic.name, 1, records)).rejects.toThrow("away");
  await send(topic.name, 1, records);
  expect(log).toEqual(["connect 1", "connect 2"]);
  slow.open();
  await other;
  await Promise.resolve();
  expect(log).toEqual(["connect 1", "connect 2", "disconnect 1"]);
  await close();
  expect(log.at(-1)).toBe("disconnect 2");
});
