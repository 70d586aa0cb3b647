import { setTimeout as pause } from "node:timers/promises";
import { type Admin, Kafka, logLevel } from "kafkajs";

/** Six partitions each, as the house makes them; resolves when all have a leader. */
export async function makeTopics(brokers: readonly string[], topics: readonly string[]): Promise<void> {
  await withAdmin(brokers, async (admin) => {
    const wished = topics.map((topic) => ({ topic, numPartitions: 6 }));
    // kafkajs gives up on a topic that the broker does not know yet: it is asked for here, again and again.
    await admin.createTopics({ topics: wished, waitForLeaders: false });
    for (const giveUpAt = Date.now() + 30_000; Date.now() < giveUpAt; await pause(50)) {
      const found = await admin.fetchTopicMetadata({ topics: [...topics] }).catch(() => undefined);
      if (found?.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
    }
    throw new Error("topics without leaders after 30 s");
  });
}

/** How many records a topic holds. */
export function recordsIn(brokers: readonly string[], topic: string): Promise<number> {
  return withAdmin(brokers, (admin) => held(admin, topic));
}

/** Waits until a topic holds so many records, and says how many it holds then. */
export function untilRecords(
  brokers: readonly string[],
  topic: string,
  count: number,
  patienceMs = 120_000,
): Promise<number> {
  return withAdmin(brokers, async (admin) => {
    let [seen, movedAt] = [-1, performance.now()];
    for (;;) {
      const now = await held(admin, topic);
      if (now >= count) return now;
      if (now !== seen) [seen, movedAt] = [now, performance.now()];
      if (performance.now() - movedAt > patienceMs)
        throw new Error(`${topic}: nothing new for ${patienceMs} ms, and ${count - now} are missing`);
      await pause(50);
    }
  });
}

async function held(admin: Admin, topic: string): Promise<number> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.reduce((count, { high, low }) => count + Number(high) - Number(low), 0);
}

/** Forgets all records so far: services of a new house read topics from their beginning, and share them with earlier ones. */
export function emptyTopics(brokers: readonly string[]): Promise<void> {
  return withAdmin(brokers, async (admin) => {
    for (const topic of await admin.listTopics()) {
      if (topic.startsWith("__")) continue;
      const offsets = await admin.fetchTopicOffsets(topic);
      const partitions = offsets
        .filter(({ high, low }) => high !== low)
        .map(({ partition, high: offset }) => ({ partition, offset }));
      if (partitions.length > 0) await admin.deleteTopicRecords({ topic, partitions });
    }
  });
}

async function withAdmin<T>(brokers: readonly string[], work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
