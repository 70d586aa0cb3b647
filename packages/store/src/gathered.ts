import { gathering } from "./turn.ts";

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

// Nothing waits longer once there are so many: whoever sends them may have no more in hand.
const manyItems = 500;

/**
 * Writes what comes one by one in batches: what comes while a write is on its way goes with the next one, so nothing
 * waits when little comes. Each call resolves when its own item is written. Where nobody waits for it, `everyMs` keeps
 * some time between one write and the next, and more goes together.
 */
export function gathered<T>(
  write: (items: readonly T[]) => Promise<void>,
  countMax = 1_000,
  everyMs = 0,
): (item: T) => Promise<void> {
  const turns = everyMs > 0 ? gathering(everyMs, everyMs) : undefined;
  let waiting: Waiting<T>[] = [];
  let isWriting = false;

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      if (turns !== undefined && waiting.length < manyItems) await turns.next();
      const batch = waiting.slice(0, countMax);
      waiting = waiting.slice(countMax);
      try {
        await write(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWriting = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length >= manyItems) turns?.isFull();
      if (!isWriting) void writeAll();
    });
}
