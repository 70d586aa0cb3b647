import { randomBytes } from "node:crypto";
import { kafkaBus, type Outgoing } from "@careline/bus";
import { CompressionTypes, Kafka, logLevel } from "kafkajs";
import { cpuMicrosOfAll } from "../core/cpu.ts";
import { cheaper, median, race, type Racer } from "../core/race.ts";
import { makeTopics, recordsIn } from "../stack/kafka-admin.ts";
import { sharedStack } from "../stack/real-stack.ts";
import type { Row, Suite } from "../suite.ts";
import { producerTest } from "./producer-test.ts";

const sizes = {
  // A young JVM is slow: Kafka's own test gets so many records that its beginning hardly counts.
  smoke: { rounds: 3, records: 5_000, java: { rounds: 1, records: 200_000 } },
  quick: { rounds: 5, records: 20_000, java: { rounds: 3, records: 500_000 } },
  full: { rounds: 7, records: 100_000, java: { rounds: 3, records: 2_000_000 } },
} as const;
const bytes = 1_000;
const atOnce = 500;
const handlers = 64;

/** Records onto the broker until it has confirmed them: the bus, beside kafkajs alone and Kafka's own producer test. */
export const busSuite: Suite = async ({ profile, say }) => {
  const { rounds, records, java } = sizes[profile];
  const stack = await sharedStack();
  if (stack === undefined) return { rows: [], checks: [], notes: ["needs a real Kafka: skipped"] };
  const { brokers, kafkaPids } = stack;
  const topics = { one: "bench.bus-one.v1", many: "bench.bus-many.v1", raw: "bench.bus-raw.v1" };
  const javaTopic = "bench.bus-java.v1";
  await makeTopics(brokers, [...Object.values(topics), javaTopic]);
  const bus = await kafkaBus({ brokers: [...brokers], clientId: "bench-bus" });
  const kafka = new Kafka({ brokers: [...brokers], clientId: "bench-raw", logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const cpuMicros = (): number => {
    const { user, system } = process.cpuUsage();
    return user + system + cpuMicrosOfAll(kafkaPids);
  };
  const racers: Racer[] = [
    {
      name: `bus, ${atOnce} at once`,
      cpuMicros,
      run: async (count) => {
        for (const batch of batches(topics.many, count)) await bus.publish(batch);
      },
    },
    {
      name: `bus, one by one, ${handlers} at a time`,
      cpuMicros,
      run: async (count) => {
        const waiting = batches(topics.one, count).flat();
        const work = async (): Promise<void> => {
          for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await bus.publish([next]);
        };
        await Promise.all(Array.from({ length: handlers }, work));
      },
    },
    {
      name: `kafkajs sendBatch, ${atOnce} at once`,
      cpuMicros,
      run: async (count) => {
        for (const batch of batches(topics.raw, count)) {
          const messages = batch.map(({ key, headers, value }) => ({
            ...{ key, headers: { ...headers }, value: Buffer.from(value) },
          }));
          await producer.sendBatch({
            acks: -1,
            compression: CompressionTypes.None,
            topicMessages: [{ topic: topics.raw, messages }],
          });
        }
      },
    },
  ];
  try {
    const finishes = await race(racers, { rounds, operations: records });
    const kafkas = await producerTest(brokers);
    const rates: number[] = [];
    for (let round = 0; kafkas.perSecond !== undefined && round < java.rounds; round += 1)
      rates.push(await kafkas.perSecond(javaTopic, java.records, bytes));
    const [many, one, raw] = finishes;
    if (many === undefined || one === undefined || raw === undefined) throw new Error("all have raced");
    const n = records * rounds;
    const rows = [many, one].flatMap((ours): Row[] => {
      const { median: ratio, range } = cheaper(ours, raw);
      return [
        { name: ours.name, unit: "records a second", value: 1e6 / ours.wallMicrosEach, n },
        {
          ...{ name: `${ours.name}: with the broker`, unit: "CPU-µs a record", value: ours.cpuMicrosEach },
          ...{ ratio, range, against: raw.name, n },
        },
      ];
    });
    rows.push({ name: raw.name, unit: "records a second", value: 1e6 / raw.wallMicrosEach, n });
    if (rates.length > 0)
      rows.push({
        name: "Kafka's producer test, acks=all, linger.ms=5",
        unit: "records a second",
        value: median(rates),
        ratio: 1e6 / many.wallMicrosEach / median(rates),
        against: `its rate, by ${many.name}`,
        n: java.rounds * java.records,
      });
    for (const { name, value, unit } of rows) say(`${name}: ${value.toFixed(0)} ${unit}`);
    const kept = await Promise.all(Object.values(topics).map((topic) => recordsIn(brokers, topic)));
    return {
      rows,
      checks: [
        {
          name: "each topic holds every record once",
          ok: kept.every((count) => count === kept[0] && count >= n),
          detail: kept.join(", "),
        },
      ],
      notes: kafkas.perSecond === undefined ? [`no producer test of Kafka: ${kafkas.why}`] : [],
    };
  } finally {
    await producer.disconnect();
    await bus.close();
  }
};

function batches(topic: string, count: number): Outgoing[][] {
  const value = randomBytes(bytes);
  const records = Array.from({ length: count }, (_, at): Outgoing => {
    return { topic, key: String(at % 1_000), headers: { ce_id: String(at), ce_type: "bench" }, value };
  });
  return Array.from({ length: Math.ceil(count / atOnce) }, (_, at) =>
    records.slice(at * atOnce, (at + 1) * atOnce),
  );
}
