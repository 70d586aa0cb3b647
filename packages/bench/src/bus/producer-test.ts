import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { bringJars, java, kafkaVersion } from "@careline/testing";
import { peersHome } from "../peers.ts";

const jars = join(peersHome, `kafka-tools-${kafkaVersion}`);
const withinMs = 120_000;

export type ProducerTest =
  | { readonly perSecond: (topic: string, records: number, bytes: number) => Promise<number> }
  | { readonly perSecond: undefined; readonly why: string };

/** Kafka's own `kafka-producer-perf-test`, as it comes, but that all replicas confirm and it lingers as we do. */
export async function producerTest(brokers: readonly string[]): Promise<ProducerTest> {
  try {
    if (!existsSync(jars)) await bringJars([`org.apache.kafka:kafka-tools:${kafkaVersion}`], jars);
  } catch (error) {
    return { perSecond: undefined, why: error instanceof Error ? error.message : String(error) };
  }
  return {
    async perSecond(topic, records, bytes) {
      const { stdout } = await promisify(execFile)(
        java(),
        [
          ...["-cp", join(jars, "*"), "org.apache.kafka.tools.ProducerPerformance"],
          ...["--topic", topic, "--num-records", String(records), "--record-size", String(bytes)],
          ...["--throughput", "-1", "--producer-props"],
          ...[`bootstrap.servers=${brokers.join(",")}`, "acks=all", "linger.ms=5"],
        ],
        { timeout: withinMs },
      );
      return rateIn(stdout, records);
    },
  };
}

/** Its last line tells of all records. */
export function rateIn(output: string, records: number): number {
  const last = output.trim().split("\n").at(-1) ?? "";
  const [, sent, rate] = /^(\d+) records sent, ([\d.]+) records\/sec/.exec(last) ?? [];
  if (Number(sent) !== records || rate === undefined)
    throw new Error(`Kafka's producer test did not send ${records} records`);
  return Number(rate);
}
