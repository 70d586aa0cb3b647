import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { nodeOptions, serviceNames } from "@careline/local/environments";
import { residentMegabytesOf } from "../core/cpu.ts";
import { median } from "../core/race.ts";
import { startChild } from "../stack/child.ts";
import { serviceProcess } from "../stack/house.ts";
import { sharedStack } from "../stack/real-stack.ts";
import { type HouseSurroundings, surroundings } from "../stack/surroundings.ts";
import type { Row, Suite } from "../suite.ts";

const rounds = { smoke: 1, quick: 3, full: 7 } as const;
// Memory that start-up needed is given back meanwhile, or is not.
const settleMs = 1_000;

interface Start {
  readonly readyMs: number;
  readonly megabytes: number;
}

/** How long a service takes from nothing to ready, and what it then holds; and five of them in one process. */
export const footprintSuite: Suite = async ({ profile, say }) => {
  const stack = await sharedStack();
  if (stack === undefined)
    return { rows: [], checks: [], notes: ["needs a real Kafka and MongoDB: skipped"] };
  const around = await surroundings(stack, 1);
  try {
    const rows: Row[] = [];
    const n = rounds[profile];
    const add = async (
      name: string,
      start: () => Promise<Start>,
      goals: readonly [string, string],
    ): Promise<void> => {
      // The first one makes topics and indexes.
      await start();
      const starts: Start[] = [];
      for (let round = 0; round < n; round += 1) starts.push(await start());
      const readyMs = median(starts.map((one) => one.readyMs));
      const megabytes = median(starts.map((one) => one.megabytes));
      say(`${name}: ready in ${readyMs.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`);
      rows.push({ name: `${name}: ready`, unit: "ms", value: readyMs, n, goal: goals[0] });
      rows.push({ name: `${name}: resident`, unit: "MB", value: megabytes, n, goal: goals[1] });
    };
    for (const name of serviceNames) await add(name, () => startOne(name, around), ["≤ 600", "≤ 110"]);
    await add("five in one process", () => startFive(around), ["–", "≤ 250"]);
    rows.push({ name: "an empty Node: resident", unit: "MB", value: await emptyNode() });
    return { rows, checks: [{ name: "every service became ready", ok: true, detail: `${n} times` }] };
  } finally {
    around.forget();
  }
};

async function startOne(name: (typeof serviceNames)[number], around: HouseSurroundings): Promise<Start> {
  const startedAt = performance.now();
  const child = serviceProcess(name, around);
  try {
    await child.ready();
    const readyMs = performance.now() - startedAt;
    await pause(settleMs);
    return { readyMs, megabytes: residentMegabytesOf(child.pid) };
  } finally {
    await child.stop();
  }
}

async function startFive(around: HouseSurroundings): Promise<Start> {
  const startedAt = performance.now();
  const environments = Object.fromEntries(serviceNames.map((name) => [name, around.environmentOf(name)]));
  const log = join(around.data, "five.log");
  const child = startChild({
    name: "five services",
    file: join(import.meta.dirname, "five.process.ts"),
    env: {
      NODE_OPTIONS: nodeOptions,
      NODE_COMPILE_CACHE: around.environmentOf("gateway")["NODE_COMPILE_CACHE"],
      FIVE: JSON.stringify(environments),
      KAFKA_BROKERS: around.environmentOf("gateway")["KAFKA_BROKERS"],
    },
    log,
    ipc: true,
  });
  try {
    const gone = once(child.process, "exit").then(() => Promise.reject(new Error("five services ended")));
    await Promise.race([once(child.process, "message"), gone]);
    const readyMs = performance.now() - startedAt;
    await pause(settleMs);
    return { readyMs, megabytes: residentMegabytesOf(child.pid) };
  } finally {
    await child.stop();
  }
}

async function emptyNode(): Promise<number> {
  const file = join(import.meta.dirname, "empty.process.ts");
  const child = startChild({ name: "empty", file, log: "/dev/null" });
  await pause(settleMs);
  const megabytes = residentMegabytesOf(child.pid);
  await child.stop();
  return megabytes;
}
