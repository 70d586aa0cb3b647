import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "@careline/local/storm/chance";
import type { Histogram } from "hdr-histogram-js";
import { recordMs } from "../core/histogram.ts";

/**
 * Calls `arrive` at the moments of a Poisson process, with the moment that was meant. How late it was with each goes
 * into `lateness`: load that comes late measures its own generator.
 */
export async function poissonArrivals(
  { ratePerS, seconds, seed }: { readonly ratePerS: number; readonly seconds: number; readonly seed: number },
  arrive: (intendedAtMs: number) => void,
  lateness: Histogram,
): Promise<number> {
  const chance = chanceFrom(seed);
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const gap = (): number => (-Math.log(1 - chance()) * 1_000) / ratePerS;
  let next = startedAt + gap();
  let count = 0;
  while (next < until) {
    const now = performance.now();
    while (next <= now && next < until) {
      recordMs(lateness, now - next);
      arrive(next);
      count += 1;
      next += gap();
    }
    const waitMs = next - performance.now();
    // Timers are a millisecond coarse: the rest is spent turning the loop.
    if (waitMs > 1.5) await pause(Math.floor(waitMs - 0.5));
    else await new Promise(setImmediate);
  }
  return count;
}
