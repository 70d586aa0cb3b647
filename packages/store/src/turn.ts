import { setTimeout as pause } from "node:timers/promises";

/** Resolves when everything that can go on without waiting for the world has gone on. */
export function afterThisTurn(): Promise<void> {
  // A tick that is asked for by a microtask comes when no microtask is left.
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}

/** Keeps so long between one beginning and the next; who comes after a longer while goes on at once. */
export function gathering(gatherMs: number): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const waitMs = nextAt - performance.now();
    if (waitMs > 0) await pause(waitMs);
    nextAt = performance.now() + gatherMs;
  };
}
