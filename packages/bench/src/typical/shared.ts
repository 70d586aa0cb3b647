import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Kafka, logLevel, type Producer } from "kafkajs";
import { type Db, MongoClient } from "mongodb";

const read = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
export const env = {
  brokers: read("KAFKA_BROKERS").split(","),
  mongoUri: read("MONGODB_URI"),
  database: read("DATABASE"),
  key: Buffer.from(read("FIELD_KEY"), "hex"),
  appSecret: read("APP_SECRET"),
  graphUrl: read("GRAPH_URL"),
  port: Number(read("PORT")),
  consentPort: Number(read("CONSENT_PORT")),
  schedulingPort: Number(read("SCHEDULING_PORT")),
};
export const topics = {
  messages: "t-messages",
  statuses: "t-statuses",
  outbound: "t-outbound",
  audit: "t-audit",
};

export function encrypt(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", env.key, iv);
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

export function decrypt(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", env.key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

export async function connect(name: string): Promise<{ kafka: Kafka; producer: Producer; db: Db }> {
  const kafka = new Kafka({ clientId: name, brokers: env.brokers, logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  const client = new MongoClient(env.mongoUri);
  await Promise.all([producer.connect(), client.connect()]);
  return { kafka, producer, db: client.db(env.database) };
}

type Handlers = Readonly<Record<string, (value: never) => Promise<void>>>;

export async function consume(kafka: Kafka, groupId: string, handlers: Handlers): Promise<void> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: Object.keys(handlers), fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 6,
    eachMessage: async ({ topic, message }) => {
      await handlers[topic]?.(JSON.parse(message.value?.toString("utf8") ?? "null") as never);
    },
  });
}

export async function publish(producer: Producer, topic: string, key: string, value: object): Promise<void> {
  await producer.send({ topic, messages: [{ key, value: JSON.stringify(value) }] });
}

/** False when a unique index says that the document is there already. */
export async function isFirst(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === 11_000) return false;
    throw error;
  }
}
