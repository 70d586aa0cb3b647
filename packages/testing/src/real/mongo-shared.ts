import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { alone, endProcess, isProgram, realHome } from "./home.ts";
import { findMongod } from "./mongo-binary.ts";
import { dockerMongo } from "./mongo-docker.ts";
import { startMongo } from "./mongo.ts";

/** The MongoDB that everyone on this machine shares: one for all test files, or the one of `npm run infra`. */
export interface SharedMongo {
  readonly uri: string;
  readonly pid: number;
  readonly startedBy: "infra" | "test";
}

const stateFile = join(realHome, "mongo.json");

/** The shared MongoDB, if it runs. */
export async function runningMongo(): Promise<SharedMongo | undefined> {
  try {
    const state: SharedMongo = JSON.parse(await readFile(stateFile, "utf8"));
    return (await isProgram(state.pid, "mongod")) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** The shared MongoDB, started if it does not run. What infra starts keeps its data, what tests start begins empty. */
export function shareMongo(startedBy: SharedMongo["startedBy"], port?: number): Promise<SharedMongo> {
  return alone("mongo", async () => {
    const running = await runningMongo();
    const state = running === undefined ? await start(startedBy, port) : { ...running };
    const kept = startedBy === "infra" ? { ...state, startedBy } : state;
    await writeFile(stateFile, JSON.stringify(kept));
    return kept;
  });
}

async function start(startedBy: SharedMongo["startedBy"], port: number | undefined): Promise<SharedMongo> {
  const dir = join(realHome, startedBy === "infra" ? "mongo" : "mongo-test");
  if (startedBy === "test") await rm(dir, { recursive: true, force: true });
  const { uri, pid } = await startMongo({ dir, detached: true, ...(port === undefined ? {} : { port }) });
  return { uri, pid, startedBy };
}

/** Ends the shared MongoDB; with "test" only if tests started it. True when there was one to end. */
export function stopSharedMongo(only?: SharedMongo["startedBy"]): Promise<boolean> {
  return alone("mongo", async () => {
    const running = await runningMongo();
    if (running === undefined || (only !== undefined && running.startedBy !== only)) return false;
    await endProcess(running.pid);
    await rm(stateFile, { force: true });
    return true;
  });
}

/**
 * The address of a real MongoDB for tests, from whoever answers first: MONGODB_URI, one that runs already, a Docker
 * engine, a mongod of this machine. REQUIRE_REAL=1 brings one. Undefined where there is none. Take a database of your own.
 */
export async function testMongo(): Promise<string | undefined> {
  const given = process.env["MONGODB_URI"];
  if (given) return given;
  const running = await runningMongo();
  if (running !== undefined) return running.uri;
  const contained = await dockerMongo();
  if (contained !== undefined) return contained;
  if (process.env["REQUIRE_REAL"] !== "1" && (await findMongod()) === undefined) return undefined;
  return (await shareMongo("test")).uri;
}
