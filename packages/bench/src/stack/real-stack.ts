import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canStartKafka, startKafka, startMongo } from "@careline/testing";

/** A Kafka and a MongoDB of the run's own: their CPU can be counted apart, and nobody else's work is in it. */
export interface RealStack {
  readonly brokers: readonly string[];
  readonly mongoUri: string;
  readonly kafkaPids: readonly number[];
  readonly mongoPid: number;
  stop(): Promise<void>;
}

/** Where a run keeps its files; git-ignored. */
export const benchHome = join(import.meta.dirname, "../../../../.careline/bench");

/** Starts the real servers; undefined where this machine has none and may not bring them. */
export async function realStack(): Promise<RealStack | undefined> {
  if (!(await canStartKafka())) return undefined;
  const dir = join(benchHome, `stack-${process.pid}`);
  mkdirSync(dir, { recursive: true });
  const forget = (): void => rmSync(dir, { recursive: true, force: true });
  process.once("exit", forget);
  const [kafka, mongo] = await Promise.all([
    startKafka({ dir: join(dir, "kafka") }),
    startMongo({ dir: join(dir, "mongo"), isForMeasuring: true }),
  ]);
  return {
    brokers: kafka.brokers,
    mongoUri: mongo.uri,
    kafkaPids: kafka.pids,
    mongoPid: mongo.pid,
    async stop() {
      await Promise.all([kafka.stop(), mongo.stop()]);
      process.removeListener("exit", forget);
      forget();
    },
  };
}

let shared: Promise<RealStack | undefined> | undefined;

/** The stack that all suites of a run share. */
export function sharedStack(): Promise<RealStack | undefined> {
  return (shared ??= realStack());
}

export async function stopSharedStack(): Promise<void> {
  await (await shared)?.stop();
  shared = undefined;
}

/** What the real stack's tools bring. */
export const serverVersions = { kafka: "4.4.0, one node", mongo: "6.0.5, one node, majority" } as const;
