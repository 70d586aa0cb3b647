import { partitionOf } from "../partition-of.ts";
import type { Outgoing } from "../port.ts";
import type { Send } from "./collector.ts";
import { type Sender, type SenderOptions, sender } from "./sender.ts";

/** All that is said into one topic, in the order of the calls, also while its partitions are still being asked for. */
interface TopicSender {
  say(records: readonly Outgoing[]): Promise<void>;
}

interface Waiting {
  readonly go: (partitions: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Leads each record to the lane of its partition. */
export function senders(
  send: Send,
  partitionsOf: (topic: string) => Promise<number>,
  options: SenderOptions,
): (records: readonly Outgoing[]) => Promise<void> {
  const topics = new Map<string, TopicSender>();

  function topicSender(topic: string): TopicSender {
    const lanes = new Map<number, Sender>();
    let partitions: number | undefined;
    let waiting: Waiting[] = [];

    function laneOf(partition: number): Sender {
      const lane =
        lanes.get(partition) ??
        sender((records, isAgain) => send({ topic, partition, records }, isAgain), options);
      lanes.set(partition, lane);
      return lane;
    }

    function spread(records: readonly Outgoing[], count: number): Promise<void> {
      const shares = Map.groupBy(records, ({ key }) => laneOf(partitionOf(key, count)));
      return allSettled([...shares].map(([lane, share]) => lane.say(share)));
    }

    async function ask(): Promise<void> {
      try {
        const count = await partitionsOf(topic);
        partitions = count;
        for (const { go } of waiting.splice(0)) go(count);
      } catch (error) {
        for (const { failed } of waiting.splice(0)) failed(error);
      }
    }

    return {
      say: (records) => {
        if (partitions !== undefined) return spread(records, partitions);
        return new Promise((resolve, failed) => {
          const isFirst = waiting.push({ go: (count) => resolve(spread(records, count)), failed }) === 1;
          if (isFirst) void ask();
        });
      },
    };
  }

  return (records) => {
    const shares = Map.groupBy(records, ({ topic }) => topic);
    const said = [...shares].map(([topic, share]) => {
      const one = topics.get(topic) ?? topicSender(topic);
      topics.set(topic, one);
      return one.say(share);
    });
    return allSettled(said);
  };
}

/** Waits for every part, so that nothing is still on its way when the caller hears of a failure. */
async function allSettled(parts: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(parts);
  for (const one of settled) if (one.status === "rejected") throw one.reason;
}
