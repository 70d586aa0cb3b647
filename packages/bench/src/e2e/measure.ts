import { setTimeout as pause } from "node:timers/promises";
import { cpuMicrosOf } from "../core/cpu.ts";
import type { LoadReport, LoadWish, Outside } from "./load-report.ts";

export interface Measured {
  readonly report: LoadReport;
  /** CPU-µs used by each process while the load ran and until its last echo. */
  readonly cpuMicros: ReadonlyMap<string, number>;
}

const sampleMs = 250;
const quietSamples = 3;
const echoMsMax = 30_000;

/** Loads a house and counts what every process used, until all fall back to what they use idling. */
export async function measure(
  outside: Outside,
  pids: ReadonlyMap<string, number>,
  wish: LoadWish,
  idleMicrosPerS: number,
): Promise<Measured> {
  const before = snapshot(pids);
  const report = await outside.load(wish);
  const end = await untilQuiet(pids, idleMicrosPerS);
  return { report, cpuMicros: new Map([...end].map(([name, cpu]) => [name, cpu - (before.get(name) ?? 0)])) };
}

/** What processes use in a second in which nothing is asked of them. */
export async function idleMicros(pids: ReadonlyMap<string, number>, seconds: number): Promise<number> {
  const before = sum(snapshot(pids));
  await pause(seconds * 1_000);
  return (sum(snapshot(pids)) - before) / seconds;
}

/** Audit entries and read models lag behind the last answer: their work belongs to the messages all the same. */
async function untilQuiet(
  pids: ReadonlyMap<string, number>,
  idleMicrosPerS: number,
): Promise<ReadonlyMap<string, number>> {
  const calmMicros = (idleMicrosPerS * sampleMs * 1.5) / 1_000 + 20_000;
  let calmSince = snapshot(pids);
  let last = calmSince;
  for (let waitedMs = 0, calm = 0; calm < quietSamples && waitedMs < echoMsMax; waitedMs += sampleMs) {
    await pause(sampleMs);
    const now = snapshot(pids);
    calm = sum(now) - sum(last) <= calmMicros ? calm + 1 : 0;
    if (calm === 0) calmSince = now;
    last = now;
  }
  return calmSince;
}

export function sum(cpuMicros: ReadonlyMap<string, number>): number {
  return [...cpuMicros.values()].reduce((total, one) => total + one, 0);
}

function snapshot(pids: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...pids].map(([name, pid]) => [name, cpuMicrosOf(pid)]));
}
