import { join } from "node:path";
import { startAsked } from "../load/generator.ts";
import type { LoadReport, LoadWish, Outside, OutsideOptions } from "./load-report.ts";

/** Starts the world outside the house as a process: patients who write, and Meta, who takes answers and tells of them. */
export async function startOutside(options: OutsideOptions): Promise<Outside> {
  const { pid, ask, stop } = startAsked(join(import.meta.dirname, "outside.process.ts"));
  await ask(options);
  return { pid, load: async (wish: LoadWish) => (await ask(wish)) as LoadReport, stop };
}
