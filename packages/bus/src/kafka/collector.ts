import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { Outgoing } from "../port.ts";
import type { Producers, Share } from "./producers.ts";

/** One partition's records; which ones is decided when their call is made, so that late ones come along. */
export interface Offered {
  readonly topic: string;
  readonly partition: number;
  records(): readonly Outgoing[];
}

/** Sends a partition's records once. `isAgain`: it was tried before, and nobody can tell what became of it. */
export type Send = (offered: Offered, isAgain: boolean) => Promise<void>;

export interface CollectorOptions extends Pick<Producers, "call" | "leaderOf"> {
  /** From one call to the next to the same leader, at least: what comes meanwhile goes along. */
  readonly lingerMs: number;
}

interface Waiting {
  readonly offered: Offered;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const bytesAtOnce = 4 * 1_048_576;

/**
 * What goes to one leader goes in one call, while the next one gathers; an idle leader is sent to at once. It is the
 * first try alone that is shared: what failed is tried again by itself, so that no partition suffers for another, and no
 * call ever spans two leaders.
 */
export function collector({ call, leaderOf, lingerMs }: CollectorOptions): Send {
  const queues = new Map<number, Waiting[]>();

  async function run(leader: number, queue: Waiting[]): Promise<void> {
    await turn();
    while (queue.length > 0) {
      const nextAt = performance.now() + lingerMs;
      const { shares, going } = taken(queue);
      try {
        await call(shares, leader);
        for (const { done } of going) done();
      } catch (error) {
        for (const { failed } of going) failed(error);
      }
      await pause(Math.max(0, nextAt - performance.now()));
    }
    queues.delete(leader);
  }

  return (offered, isAgain) => {
    const leader = isAgain ? undefined : leaderOf(offered);
    if (leader === undefined) return call([shareOf(offered)]);
    return new Promise((done, failed) => {
      const waiting = { offered, done, failed };
      const queue = queues.get(leader);
      if (queue !== undefined) return void queue.push(waiting);
      const begun = [waiting];
      queues.set(leader, begun);
      void run(leader, begun);
    });
  };
}

/** The first of those who wait, as many as go into one call. */
function taken(queue: Waiting[]): { readonly shares: Share[]; readonly going: Waiting[] } {
  const shares: Share[] = [];
  let bytes = 0;
  for (const { offered } of queue) {
    const share = shareOf(offered);
    shares.push(share);
    for (const { value } of share.records) bytes += value.byteLength;
    if (bytes > bytesAtOnce) break;
  }
  return { shares, going: queue.splice(0, shares.length) };
}

function shareOf({ topic, partition, records }: Offered): Share {
  return { topic, partition, records: records() };
}
