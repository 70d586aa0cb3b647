import { Kafka, logLevel, type Producer } from "kafkajs";
import type { RealStack } from "../stack/real-stack.ts";

/** For what no service of ours would send: it writes past them, and makes no topics. */
export async function producerFor({ kafka }: RealStack): Promise<Producer> {
  const client = new Kafka({
    brokers: [...kafka.brokers],
    clientId: "careline-chaos",
    logLevel: logLevel.NOTHING,
  });
  const producer = client.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
}
