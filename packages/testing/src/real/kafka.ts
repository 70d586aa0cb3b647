import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, mkdir, open, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { Fault } from "@careline/faults";
import { claimPort, endProcess, endWithUs, freePort, isAlive } from "./home.ts";
import { bringKafka, java } from "./kafka-libs.ts";
import { type KafkaNode, log4jProperties, serverProperties } from "./kafka-settings.ts";

export interface StartKafka {
  /** Data, settings, logs and pid files; started again with the same folder it finds its data. */
  readonly dir: string;
  /** Of the first node. */
  readonly port?: number;
  readonly controllerPort?: number;
  /** One for load, three for correctness: then each record has three copies and needs two. */
  readonly nodes?: 1 | 3;
  /** Outlives this process. */
  readonly detached?: boolean;
  /** Where clients are told to find a node that listens on this port; for who puts a proxy before it. */
  readonly advertise?: (port: number, index: number) => Promise<number>;
}

export interface StartedKafka {
  readonly brokers: string[];
  /** Of each node, in the order of `brokers`. */
  readonly pids: number[];
  /** Starts a node again that was killed, on its old ports and data. */
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

// Ten seconds on a quiet machine; one that is busy with ten other things takes its time.
const startWithinMs = 180_000;
const run = promisify(execFile);

/** Starts a real Kafka (KRaft) that takes records. Topics are never made by using them. */
export async function startKafka(options: StartKafka): Promise<StartedKafka> {
  const libs = await bringKafka();
  const nodes = await plan(options);
  const pids: number[] = [];
  const brokers = nodes.map(({ port, advertisedPort = port }) => `127.0.0.1:${advertisedPort}`);
  const stop = async (): Promise<void> => void (await Promise.all(pids.map(endProcess)));
  const startNode = async (node: KafkaNode, index: number): Promise<void> => {
    const log = join(node.dir, "kafka.log");
    const from = await stat(log).then(
      ({ size }) => size,
      () => 0,
    );
    const pid = await start(node, { libs, isSmall: nodes.length > 1, detached: options.detached ?? false });
    pids[index] = pid;
    await untilStarted(log, from, pid);
  };
  try {
    const clusterId = await identity(options.dir);
    await Promise.all(nodes.map((node) => prepare(node, nodes, libs, clusterId)));
    await Promise.all(nodes.map(startNode));
  } catch (cause) {
    await stop();
    throw new Fault("unavailable", `Kafka did not start; its logs are in ${options.dir}`, { cause });
  }
  return {
    brokers,
    pids,
    stop,
    restart: async (index) => {
      const node = nodes[index];
      if (node === undefined) throw new Fault("missing", "no such node");
      await startNode(node, index);
    },
  };
}

async function plan({ dir, port, controllerPort, nodes = 1, advertise }: StartKafka): Promise<KafkaNode[]> {
  const take = (wished: number | undefined): Promise<number> =>
    wished === undefined ? freePort() : claimPort(wished, "Kafka");
  const planned: KafkaNode[] = [];
  for (let id = 1; id <= nodes; id += 1) {
    const isFirst = id === 1;
    const own = await take(isFirst ? port : undefined);
    planned.push({
      id,
      port: own,
      ...(advertise !== undefined && { advertisedPort: await advertise(own, id - 1) }),
      controllerPort: await take(isFirst ? controllerPort : undefined),
      dir: join(dir, `node-${id}`),
    });
  }
  return planned;
}

/** A cluster has one id for ever: 16 bytes, kept beside its data. */
async function identity(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, "cluster-id");
  const known = await readFile(file, "utf8").catch(() => undefined);
  // Kafka's tool would take one that begins with a dash for an option.
  const id = known ?? randomBytes(16).toString("base64url").replace(/^-/, "A");
  if (known === undefined) await writeFile(file, id);
  return id;
}

async function prepare(node: KafkaNode, all: readonly KafkaNode[], libs: string, id: string): Promise<void> {
  await mkdir(node.dir, { recursive: true });
  const properties = join(node.dir, "server.properties");
  await writeFile(properties, serverProperties(node, all));
  await writeFile(join(node.dir, "log4j2.properties"), log4jProperties);
  const isFormatted = await access(join(node.dir, "data", "meta.properties")).then(
    () => true,
    () => false,
  );
  if (isFormatted) return;
  const classPath = ["-Xmx128m", "-cp", join(libs, "*")];
  await run(java(), [...classPath, "kafka.tools.StorageTool", "format", "-t", id, "-c", properties]);
}

async function start(
  { dir }: KafkaNode,
  { libs, isSmall, detached }: { libs: string; isSmall: boolean; detached: boolean },
): Promise<number> {
  const heap = isSmall ? ["-Xms384m", "-Xmx384m"] : ["-Xms512m", "-Xmx512m"];
  const virtualMachine = [
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Djava.net.preferIPv4Stack=true",
    `-Dlog4j2.configurationFile=${join(dir, "log4j2.properties")}`,
  ];
  const program = ["-cp", join(libs, "*"), "kafka.Kafka", join(dir, "server.properties")];
  const log = await open(join(dir, "kafka.log"), "a");
  const child = spawn(java(), [...heap, ...virtualMachine, ...program], {
    detached,
    stdio: ["ignore", log.fd, log.fd],
  });
  await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  await log.close();
  const { pid } = child;
  if (pid === undefined) throw new Fault("unavailable", "Kafka has no process");
  await writeFile(join(dir, "pid"), String(pid));
  if (detached) child.unref();
  else endWithUs(pid);
  return pid;
}

/** Waits until the node takes part in the cluster: it says so once in each life. */
async function untilStarted(log: string, from: number, pid: number): Promise<void> {
  for (const giveUpAt = Date.now() + startWithinMs; Date.now() < giveUpAt; await pause(50)) {
    if ((await readFile(log)).subarray(from).includes("Kafka Server started")) return;
    if (!isAlive(pid)) throw new Error(`the process ${pid} ended`);
  }
  throw new Error(`the process ${pid} did not start within ${startWithinMs / 1_000} s`);
}
