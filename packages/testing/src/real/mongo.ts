import { spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { MongoClient } from "mongodb";
import { claimPort, endProcess, endWithUs, freePort, isAlive } from "./home.ts";
import { bringMongod } from "./mongo-binary.ts";

export interface StartMongo {
  /** Data and log; started again with the same folder it finds its data. */
  readonly dir: string;
  readonly port?: number;
  /** Outlives this process. */
  readonly detached?: boolean;
  /** As an operator would run it, for who measures: a cache of a gigabyte, and expiry looked for each minute, not second. */
  readonly isForMeasuring?: boolean;
}

export interface StartedMongo {
  readonly uri: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a real mongod as a one-node replica set that takes writes. One node cannot show what a failover loses. */
export async function startMongo({
  dir,
  port,
  detached = false,
  isForMeasuring = false,
}: StartMongo): Promise<StartedMongo> {
  const binary = await bringMongod();
  const at = port === undefined ? await freePort() : await claimPort(port, "MongoDB");
  const data = join(dir, "data");
  const logFile = join(dir, "mongod.log");
  await mkdir(data, { recursive: true });
  const log = await open(logFile, "a");
  const child = spawn(binary, flags(at, data, isForMeasuring), {
    detached,
    stdio: ["ignore", log.fd, log.fd],
  });
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  await Promise.race([failed, new Promise((resolve) => child.once("spawn", resolve))]);
  await log.close();
  const pid = child.pid;
  if (pid === undefined) throw new Fault("unavailable", `could not start ${binary}`);
  if (detached) child.unref();
  else endWithUs(pid);
  try {
    await takeOffice(at, pid);
  } catch (cause) {
    await endProcess(pid);
    throw new Fault("unavailable", `mongod did not start: ${await lastLine(logFile)}`, { cause });
  }
  return { uri: `mongodb://127.0.0.1:${at}/?replicaSet=rs0`, pid, stop: () => endProcess(pid) };
}

// Without file_max a fresh folder takes 300 MB; without the diagnostics switch a thread writes there for ever.
function flags(port: number, data: string, isForMeasuring: boolean): string[] {
  const parameters = [
    "diagnosticDataCollectionEnabled=false",
    ...(isForMeasuring ? [] : ["ttlMonitorSleepSecs=1"]),
    "shutdownTimeoutMillisForSignaledShutdown=100",
    // A client that was killed leaves its transactions open, and all that they touched blocked, for a minute by default.
    "transactionLifetimeLimitSeconds=10",
  ];
  const where = `--bind_ip 127.0.0.1 --port ${port} --nounixsocket --networkMessageCompressors disabled`;
  const size = isForMeasuring
    ? "--wiredTigerCacheSizeGB 1 --oplogSize 1024"
    : "--wiredTigerCacheSizeGB 0.25 --oplogSize 256 --wiredTigerEngineConfigString log=(file_max=4MB)";
  const options = `--replSet rs0 ${where} ${size}`.split(" ");
  return [...options, "--dbpath", data, ...parameters.flatMap((parameter) => ["--setParameter", parameter])];
}

/** Makes the node the primary of its own set, whatever port it had when the folder was last used. */
async function takeOffice(port: number, pid: number): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1_000,
  });
  try {
    const admin = client.db("admin");
    const until = Date.now() + 30_000;
    let isAsked = false;
    while (Date.now() < until) {
      if (!isAlive(pid)) throw new Error("it ended");
      // A client whose first connection was refused stays closed until it is told to connect.
      const connected = client.connect();
      const hello = await connected.then(() => admin.command({ hello: 1 })).catch(() => undefined);
      if (hello?.["isWritablePrimary"] === true && hello["me"] === `127.0.0.1:${port}`) return;
      if (hello !== undefined && !isAsked) isAsked = await configure(client, port);
      await pause(25);
    }
    throw new Error("it is no primary after 30 s");
  } finally {
    await client.close();
  }
}

async function configure(client: MongoClient, port: number): Promise<boolean> {
  const admin = client.db("admin");
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  const answer: unknown = await admin
    .command({ replSetInitiate: { _id: "rs0", members } })
    .catch((error: unknown) => error);
  if (!(answer instanceof Error)) return true;
  const known = await admin.command({ replSetGetConfig: 1 }).catch(() => undefined);
  if (known === undefined) return false;
  const config: { version: number; members: { host: string }[] } = known["config"];
  if (config.members[0]?.host === members[0]?.host) return true;
  const next = { ...config, version: config.version + 1, members };
  return admin.command({ replSetReconfig: next, force: true }).then(
    () => true,
    () => false,
  );
}

async function lastLine(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.trim().split("\n").at(-1) ?? "";
}
