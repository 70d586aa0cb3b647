import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { bringMongod, endProcess, endWithUs, freePort, isAlive } from "@careline/testing";
import { MongoClient } from "mongodb";

/** A MongoDB replica set of one's own: nodes that can be killed and come back on their data. */
export interface MongoSet {
  readonly uri: string;
  readonly pids: readonly number[];
  readonly folders: readonly string[];
  readonly addresses: readonly string[];
  /** Which node takes writes now; undefined while none does. */
  primary(): Promise<number | undefined>;
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

export interface StartMongoSet {
  readonly dir: string;
  readonly nodes: 1 | 3;
  /** Where a node's data goes instead; for a disk of its own. */
  readonly dataOf?: (index: number) => string;
  /** Where clients and the other nodes are told to find a node that listens on this port. */
  readonly advertise?: (port: number, index: number) => Promise<number>;
}

const readyWithinMs = 40_000;

/** Starts the nodes, makes them one set and waits until it takes writes. */
export async function startMongoSet({ dir, nodes, dataOf, advertise }: StartMongoSet): Promise<MongoSet> {
  const binary = await bringMongod();
  const members: { port: number; told: number; folder: string }[] = [];
  for (let index = 0; index < nodes; index += 1) {
    const port = await freePort();
    const folder = dataOf?.(index) ?? join(dir, `node-${index + 1}`);
    members.push({ port, told: (await advertise?.(port, index)) ?? port, folder });
  }
  const pids: number[] = [];
  const start = async (index: number): Promise<void> => {
    const member = members[index];
    if (member === undefined) throw new Fault("missing", "no such node");
    pids[index] = await startNode(binary, member, dir, index);
  };
  await Promise.all(members.map((_, index) => start(index)));
  const addresses = members.map(({ port }) => `127.0.0.1:${port}`);
  const hosts = members.map(({ told }) => `127.0.0.1:${told}`);
  const set = { members, addresses, pids };
  try {
    await initiate(addresses[0] ?? "", hosts);
    await untilPrimary(set);
  } catch (cause) {
    await Promise.all(pids.map(endProcess));
    throw new Fault("unavailable", `MongoDB did not start; its logs are in ${dir}`, { cause });
  }
  return {
    uri: `mongodb://${hosts.join(",")}/?replicaSet=rs0`,
    pids,
    addresses,
    folders: members.map(({ folder }) => folder),
    primary: () => primaryOf(set),
    restart: start,
    stop: async () => void (await Promise.all(pids.map(endProcess))),
  };
}

async function startNode(
  binary: string,
  { port, folder }: { port: number; folder: string },
  dir: string,
  index: number,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const log = await open(join(dir, `mongod-${index + 1}.log`), "a");
  const child = spawn(binary, flags(port, folder), { stdio: ["ignore", log.fd, log.fd] });
  await once(child, "spawn");
  await log.close();
  const { pid } = child;
  if (pid === undefined) throw new Fault("unavailable", `could not start ${binary}`);
  endWithUs(pid);
  return pid;
}

// Compression off: what lies in the files can be searched for patients' words.
function flags(port: number, folder: string): string[] {
  const parameters = [
    "diagnosticDataCollectionEnabled=false",
    "ttlMonitorSleepSecs=5",
    "shutdownTimeoutMillisForSignaledShutdown=100",
    // A client that was killed leaves its transactions open, and all that they touched blocked, for a minute by default.
    "transactionLifetimeLimitSeconds=10",
  ];
  const where = `--bind_ip 127.0.0.1 --port ${port} --nounixsocket --networkMessageCompressors disabled`;
  const plain = "--wiredTigerCollectionBlockCompressor none --wiredTigerJournalCompressor none";
  const small = "--wiredTigerCacheSizeGB 0.5 --oplogSize 512";
  return [
    ...`--replSet rs0 ${where} ${plain} ${small} --wiredTigerEngineConfigString log=(file_max=8MB)`.split(
      " ",
    ),
    "--dbpath",
    folder,
    ...parameters.flatMap((parameter) => ["--setParameter", parameter]),
  ];
}

async function initiate(first: string, hosts: readonly string[]): Promise<void> {
  const members = hosts.map((host, index) => ({ _id: index, host }));
  const settings = { electionTimeoutMillis: 1_000, heartbeatIntervalMillis: 300 };
  const giveUpAt = Date.now() + readyWithinMs;
  for (;;) {
    const client = direct(first);
    try {
      await client.connect();
      await client.db("admin").command({ replSetInitiate: { _id: "rs0", members, settings } });
      return;
    } catch (error) {
      if (error instanceof Error && error.message.includes("already initialized")) return;
      if (Date.now() > giveUpAt) throw error;
      await pause(100);
    } finally {
      await client.close();
    }
  }
}

interface Members {
  readonly addresses: readonly string[];
  readonly pids: readonly number[];
}

async function untilPrimary(set: Members): Promise<void> {
  for (const giveUpAt = Date.now() + readyWithinMs; Date.now() < giveUpAt; await pause(50))
    if ((await primaryOf(set)) !== undefined) return;
  throw new Fault("unavailable", "the set has no primary");
}

async function primaryOf({ addresses, pids }: Members): Promise<number | undefined> {
  const answers = addresses.map(async (address, index) => {
    if (!isAlive(pids[index] ?? -1)) return false;
    const client = direct(address);
    const hello = client.connect().then(() => client.db("admin").command({ hello: 1 }));
    const isPrimary = await hello.then((answer) => answer["isWritablePrimary"] === true).catch(() => false);
    await client.close();
    return isPrimary;
  });
  const index = (await Promise.all(answers)).indexOf(true);
  return index < 0 ? undefined : index;
}

function direct(address: string): MongoClient {
  return new MongoClient(`mongodb://${address}/?directConnection=true`, { serverSelectionTimeoutMS: 1_000 });
}
