import { setTimeout as pause } from "node:timers/promises";

/** Waits; false when the time of the faults is over. */
export function nap(ms: number, until: AbortSignal): Promise<boolean> {
  return pause(ms, true, { signal: until }).catch(() => false);
}

/** A number between two, by chance. */
export function between(low: number, high: number, chance: () => number): number {
  return low + (high - low) * chance();
}

export function oneOf<T>(things: readonly T[], chance: () => number): T | undefined {
  return things[Math.floor(chance() * things.length)];
}
