import { setTimeout as pause } from "node:timers/promises";
import { cpuMicrosOf } from "./cpu.ts";

/** Processes by name. */
export type Pids = ReadonlyMap<string, number>;
/** CPU-µs by process. */
export type Cpu = ReadonlyMap<string, number>;

export interface Spent<T> {
  readonly result: T;
  /** Used by each process while the work ran and until its last echo. */
  readonly cpu: Cpu;
  readonly windowMs: number;
}

const sampleMs = 250;
const quietSamples = 3;
const echoMsMax = 30_000;

/** Does some work and counts what every process used, until all fall back to what they use idling. */
export async function spend<T>(pids: Pids, idle: Cpu, work: () => Promise<T>): Promise<Spent<T>> {
  const startedAt = performance.now();
  const before = snapshot(pids);
  const result = await work();
  const { cpu, atMs } = await untilQuiet(pids, sum(idle));
  return { result, cpu: difference(cpu, before), windowMs: atMs - startedAt };
}

/** What each process uses in a second in which nothing is asked of it. */
export async function idleCpu(pids: Pids, seconds: number): Promise<Cpu> {
  const before = snapshot(pids);
  await pause(seconds * 1_000);
  return new Map([...difference(snapshot(pids), before)].map(([name, cpu]) => [name, cpu / seconds]));
}

export function sum(cpu: Cpu, of: (name: string) => boolean = () => true): number {
  return [...cpu].reduce((total, [name, micros]) => total + (of(name) ? micros : 0), 0);
}

/** Audit entries and read models lag behind the last answer: their work belongs to the messages all the same. */
async function untilQuiet(pids: Pids, idleMicrosPerS: number): Promise<{ cpu: Cpu; atMs: number }> {
  const calmMicros = (idleMicrosPerS * sampleMs * 1.5) / 1_000 + 20_000;
  let last = { cpu: snapshot(pids), atMs: performance.now() };
  let calmSince = last;
  for (let waitedMs = 0, calm = 0; calm < quietSamples && waitedMs < echoMsMax; waitedMs += sampleMs) {
    await pause(sampleMs);
    const now = { cpu: snapshot(pids), atMs: performance.now() };
    calm = sum(now.cpu) - sum(last.cpu) <= calmMicros ? calm + 1 : 0;
    if (calm === 0) calmSince = now;
    last = now;
  }
  return calmSince;
}

function snapshot(pids: Pids): Cpu {
  return new Map([...pids].map(([name, pid]) => [name, cpuMicrosOf(pid)]));
}

function difference(now: Cpu, before: Cpu): Cpu {
  return new Map([...now].map(([name, cpu]) => [name, cpu - (before.get(name) ?? 0)]));
}
