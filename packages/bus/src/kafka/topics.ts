import { setTimeout as pause } from "node:timers/promises";
import type { Topic } from "@careline/contracts";
import { Fault } from "@careline/faults";
import type { ITopicConfig } from "kafkajs";
import { parkedTopic } from "../parked.ts";
import { type Admins, unavailable } from "./client.ts";

/** What topics there are, and how many partitions each has. */
export interface Topics {
  /** Fault("missing") for an unknown topic. */
  partitionsOf(topic: string): Promise<number>;
  ensure(topics: readonly Topic<unknown>[], groups: readonly string[]): Promise<void>;
}

interface Found {
  readonly partitions: number;
  /** Every partition has a leader now. */
  readonly isLed: boolean;
}

const dayMs = 86_400_000;
const patienceMs = 30_000;

export function kafkaTopics(withAdmin: Admins, partitions: number): Topics {
  let known = new Map<string, Found>();

  async function look(): Promise<Map<string, Found>> {
    const names = await withAdmin((admin) => admin.listTopics());
    const { topics } = await withAdmin((admin) => admin.fetchTopicMetadata({ topics: names }));
    return new Map(
      topics.map(({ name, partitions: found }) => {
        return [name, { partitions: found.length, isLed: found.every(({ leader }) => leader >= 0) }];
      }),
    );
  }

  async function partitionsOf(topic: string): Promise<number> {
    if (!known.has(topic))
      known = await look().catch((cause: unknown) => fail("Kafka does not answer", cause));
    const found = known.get(topic);
    if (found === undefined) throw new Fault("missing", `no such topic: ${topic}`);
    return found.partitions;
  }

  async function make(wished: readonly ITopicConfig[]): Promise<boolean> {
    const there = await look();
    const missing = wished.filter(({ topic }) => !there.has(topic));
    if (missing.length > 0) {
      const copies = Math.min(3, (await withAdmin((admin) => admin.describeCluster())).brokers.length);
      const topics = missing.map((one) => ({ ...one, replicationFactor: copies }));
      await withAdmin((admin) => admin.createTopics({ topics, waitForLeaders: false }));
    }
    return wished.every(({ topic }) => there.get(topic)?.isLed ?? false);
  }

  return {
    partitionsOf,
    ensure: async (topics, groups) => {
      const wished = topics.flatMap(({ name, retentionDays }) => [
        wish(name, partitions, retentionDays * dayMs),
        // What is parked was never handled: it stays until someone deals with it.
        ...groups.map((group) => wish(parkedTopic(name, group), partitions, -1)),
      ]);
      // Another process may make the same ones, and a leader takes its time: ask until all are there.
      let trouble: unknown;
      for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await pause(100)) {
        try {
          if (await make(wished)) return;
        } catch (error) {
          trouble = error;
        }
      }
      throw unavailable("the topics could not be made", trouble);
    },
  };
}

function wish(topic: string, numPartitions: number, retentionMs: number): ITopicConfig {
  return { topic, numPartitions, configEntries: [{ name: "retention.ms", value: String(retentionMs) }] };
}

function fail(what: string, cause: unknown): never {
  throw unavailable(what, cause);
}
