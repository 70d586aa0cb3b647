import { type Kafka, Partitioners, type Producer, type RecordMetadata } from "kafkajs";
import type { Outgoing } from "../port.ts";
import { fewRetries } from "./client.ts";

/** One partition's records on their way: one call, which succeeds when the answer names the partition. */
export type Send = (topic: string, partition: number, records: readonly Outgoing[]) => Promise<void>;

interface Current {
  readonly producer: Promise<Producer>;
  inFlight: number;
  isRetired: boolean;
}

/** A producer, and after each failure of a call a new one: what kafkajs does after it gave up cannot be trusted. */
export function producers(kafka: Kafka): { readonly send: Send; close(): Promise<void> } {
  let current: Current | undefined;

  function take(): Current {
    current ??= { producer: connect(kafka), inFlight: 0, isRetired: false };
    current.inFlight += 1;
    return current;
  }

  function retire(used: Current): void {
    used.isRetired = true;
    if (current === used) current = undefined;
  }

  async function giveBack(used: Current): Promise<void> {
    used.inFlight -= 1;
    if (used.isRetired && used.inFlight === 0) await disconnect(used);
  }

  return {
    send: async (topic, partition, records) => {
      const used = take();
      try {
        const producer = await used.producer;
        const messages = records.map(({ key, value, headers }) => {
          return { key, value: asBuffer(value), headers: { ...headers }, partition };
        });
        confirm(await producer.send({ topic, acks: -1, timeout: 5_000, messages }), topic, partition);
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

// With `idempotent`, kafkajs uses a sequence number twice after an error, and the broker drops the second record.
async function connect(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    idempotent: false,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: fewRetries,
  });
  await producer.connect();
  return producer;
}

async function disconnect({ producer }: Current): Promise<void> {
  await producer.then((one) => one.disconnect()).catch(() => undefined);
}

/** kafkajs may report success without having asked the partition's leader: then the answer does not name it. */
function confirm(answers: readonly RecordMetadata[], topic: string, partition: number): void {
  const isNamed = answers.some((answer) => answer.topicName === topic && answer.partition === partition);
  if (!isNamed) throw new Error(`the answer does not name ${topic}/${partition}`);
}

function asBuffer(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
