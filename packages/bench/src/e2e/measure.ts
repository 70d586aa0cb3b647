import { type Cpu, type Pids, spend } from "../core/window.ts";
import type { LoadReport, LoadWish, Outside } from "./load-report.ts";

export interface Measured {
  readonly report: LoadReport;
  readonly cpu: Cpu;
  readonly windowMs: number;
}

/** Loads a house and counts what every process used, until all fall back to what they use idling. */
export async function measure(outside: Outside, pids: Pids, idle: Cpu, wish: LoadWish): Promise<Measured> {
  const { result: report, cpu, windowMs } = await spend(pids, idle, () => outside.load(wish));
  return { report, cpu, windowMs };
}
