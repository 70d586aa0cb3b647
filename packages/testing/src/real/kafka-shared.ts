import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { alone, endProcess, isProgram, realHome } from "./home.ts";
import { dockerKafka } from "./kafka-docker.ts";
import { findKafka } from "./kafka-libs.ts";
import { startKafka } from "./kafka.ts";

/** The Kafka that everyone on this machine shares: one for all test files, or the one of `npm run infra`. */
export interface SharedKafka {
  readonly brokers: string[];
  readonly pids: number[];
  readonly startedBy: "infra" | "test";
}

const stateFile = join(realHome, "kafka.json");

/** The shared Kafka, if it runs. */
export async function runningKafka(): Promise<SharedKafka | undefined> {
  try {
    const state = JSON.parse(await readFile(stateFile, "utf8")) as SharedKafka;
    const live = await Promise.all(state.pids.map((pid) => isProgram(pid, "kafka.Kafka")));
    return live.every(Boolean) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** The shared Kafka, started if it does not run. What infra starts keeps its data, what tests start begins empty. */
export function shareKafka(startedBy: SharedKafka["startedBy"], port?: number): Promise<SharedKafka> {
  return alone("kafka", async () => {
    const running = await runningKafka();
    const state = running ?? (await start(startedBy, port));
    const kept = startedBy === "infra" ? { ...state, startedBy } : state;
    await writeFile(stateFile, JSON.stringify(kept));
    return kept;
  });
}

async function start(startedBy: SharedKafka["startedBy"], port: number | undefined): Promise<SharedKafka> {
  const dir = join(realHome, startedBy === "infra" ? "kafka" : "kafka-test");
  if (startedBy === "test") await rm(dir, { recursive: true, force: true });
  const { brokers, pids } = await startKafka({
    dir,
    detached: true,
    ...(port === undefined ? {} : { port }),
  });
  return { brokers, pids, startedBy };
}

/** Ends the shared Kafka; with "test" only if tests started it. True when there was one to end. */
export function stopSharedKafka(only?: SharedKafka["startedBy"]): Promise<boolean> {
  return alone("kafka", async () => {
    const running = await runningKafka();
    if (running === undefined || (only !== undefined && running.startedBy !== only)) return false;
    await Promise.all(running.pids.map(endProcess));
    await rm(stateFile, { force: true });
    return true;
  });
}

let contained: Promise<string[] | undefined> | undefined;

/**
 * The brokers of a real Kafka for tests, from whoever answers first: KAFKA_BROKERS, one that runs already, a Docker
 * engine, the jars brought before. REQUIRE_REAL=1 brings them. Undefined where there is none. Take topics of your own.
 */
export async function testKafka(): Promise<string[] | undefined> {
  const given = process.env["KAFKA_BROKERS"];
  if (given) return given.split(",").map((broker) => broker.trim());
  const running = await runningKafka();
  if (running !== undefined) return running.brokers;
  const inDocker = await (contained ??= dockerKafka());
  if (inDocker !== undefined) return inDocker;
  if (process.env["REQUIRE_REAL"] !== "1" && (await findKafka()) === undefined) return undefined;
  return (await shareKafka("test")).brokers;
}
