import { setTimeout as pause } from "node:timers/promises";

/** Resolves when everything that can go on without waiting for the world has gone on. */
export function afterThisTurn(): Promise<void> {
  // A tick that is asked for by a microtask comes when no microtask is left.
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}

export interface Gathering {
  /** Resolves when the next may begin; who comes long after the last one goes on at once. */
  next(): Promise<void>;
  /** There is as much as one can take: who waits need not wait on. */
  isFull(): void;
  /** How long one took, from its beginning to its end. */
  took(ms: number): void;
}

// Of what was measured lately the last one counts for a fifth.
const share = 0.2;

/**
 * Keeps a while between one beginning and the next: twice as long as one takes lately, within the limits. So half the
 * time is left for others, and on a machine that has too much to do, where each takes longer, more goes together.
 */
export function gathering(leastMs: number, mostMs: number): Gathering {
  let nextAt = 0;
  let usualMs = 0;
  let waiting: AbortController | undefined;

  async function wait(ms: number): Promise<void> {
    waiting = new AbortController();
    await pause(ms, undefined, { signal: waiting.signal }).catch(() => undefined);
    waiting = undefined;
  }

  return {
    next: async () => {
      const waitMs = nextAt - performance.now();
      if (waitMs > 0) await wait(waitMs);
      nextAt = performance.now() + Math.min(mostMs, Math.max(leastMs, 2 * usualMs));
    },
    isFull: () => waiting?.abort(),
    took: (ms) => void (usualMs += share * (ms - usualMs)),
  };
}
