import { setImmediate as turn } from "node:timers/promises";
import { sizeOf } from "../outgoing-checks.ts";
import type { Producers, Share } from "./producers.ts";

/** Sends a partition's records once. `isAgain`: it was tried before, and nobody can tell what became of it. */
export type Send = (share: Share, isAgain: boolean) => Promise<void>;

interface Waiting {
  readonly share: Share;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const bytesAtOnce = 4 * 1_048_576;

/**
 * What goes to one leader goes in one call, while the next one gathers. It is the first try alone that is shared: what
 * failed is tried again by itself, so that no partition suffers for another, and no call ever spans two leaders.
 */
export function collector({ call, leaderOf }: Pick<Producers, "call" | "leaderOf">): Send {
  const queues = new Map<number, Waiting[]>();

  async function run(leader: number, queue: Waiting[]): Promise<void> {
    await turn();
    while (queue.length > 0) {
      const batch = queue.splice(0, fitting(queue));
      try {
        await call(
          batch.map(({ share }) => share),
          leader,
        );
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
      await turn();
    }
    queues.delete(leader);
  }

  return (share, isAgain) => {
    const leader = isAgain ? undefined : leaderOf(share);
    if (leader === undefined) return call([share]);
    return new Promise((done, failed) => {
      const waiting = { share, done, failed };
      const queue = queues.get(leader);
      if (queue !== undefined) return void queue.push(waiting);
      const begun = [waiting];
      queues.set(leader, begun);
      void run(leader, begun);
    });
  };
}

/** How many of the first fit into one call. */
function fitting(queue: readonly Waiting[]): number {
  let bytes = 0;
  const end = queue.findIndex(({ share }, index) => {
    bytes += share.records.reduce((sum, record) => sum + sizeOf(record), 0);
    return index > 0 && bytes > bytesAtOnce;
  });
  return end === -1 ? queue.length : end;
}
