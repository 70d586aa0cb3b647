/** Resolves when everything that can go on without waiting for the world has gone on. */
export function afterThisTurn(): Promise<void> {
  // A tick that is asked for by a microtask comes when no microtask is left.
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}
