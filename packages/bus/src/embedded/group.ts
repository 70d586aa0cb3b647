import { setTimeout as pause } from "node:timers/promises";
import type { Lane } from "../lane/lane.ts";
import type { Positioned } from "../parked.ts";
import type { Report } from "../report.ts";
import { type Wake, wake } from "../wake.ts";
import type { Log, Place } from "./log.ts";

export interface Member {
  readonly topics: ReadonlySet<string>;
  readonly lane: Lane;
  readonly stopping: AbortController;
  readonly inHand: Set<Promise<unknown>>;
  paused: boolean;
}

/** A consumer group: one loop per partition, which asks for its owner before each record. */
export interface Group {
  join(member: Member): void;
  /** Resolves when the member's records in hand are done and its offsets are on disk. */
  leave(member: Member): Promise<void>;
  /** After a record was written, or a member paused or resumed. */
  wake(place?: Place): void;
  oldestWaitingMs(member: Member): number;
  close(): Promise<void>;
}

interface Loop {
  readonly place: Place;
  readonly wake: Wake;
  next: number;
}

const readAtOnce = 64;

export function embeddedGroup(name: string, log: Log, report: Report): Group {
  const members: Member[] = [];
  const loops = new Map<number, Loop>();
  const running: Promise<void>[] = [];
  let isOpen = true;

  function ownerOf({ topic, partition }: Place): Member | undefined {
    const able = members.filter((member) => member.topics.has(topic));
    return able[partition % able.length];
  }

  function start(place: Place): void {
    const loop = { place, wake: wake(), next: log.offsetOf(name, place) };
    loops.set(place.id, loop);
    running.push(run(loop));
  }

  async function run(loop: Loop): Promise<void> {
    while (isOpen) {
      try {
        if (!(await work(loop))) await loop.wake.wait();
      } catch (error) {
        report("a partition is read again, nothing was marked as done", error);
        await pause(1_000);
      }
    }
  }

  /** Handles what is there for the owner of now; false when there is nothing to do. */
  async function work(loop: Loop): Promise<boolean> {
    const owner = ownerOf(loop.place);
    if (owner === undefined || owner.paused) return false;
    const records = log.read(loop.place, loop.next, readAtOnce);
    for (const record of records) {
      if (!isOpen || owner.paused || ownerOf(loop.place) !== owner) return true;
      if ((await inHand(owner, record)) === "abandoned") return true;
      loop.next = Number(record.offset) + 1;
      // Not awaited: a crash before it is on disk means hearing the record again, as promised.
      log.commit(name, loop.place, loop.next).catch((error: unknown) => {
        report("offsets could not be saved", error);
      });
    }
    return records.length > 0;
  }

  async function inHand(owner: Member, record: Positioned): Promise<"handled" | "abandoned"> {
    const outcome = owner.lane(record, owner.stopping.signal);
    owner.inHand.add(outcome);
    try {
      return await outcome;
    } finally {
      owner.inHand.delete(outcome);
    }
  }

  function wakeAll(): void {
    for (const loop of loops.values()) loop.wake.raise();
  }

  async function leave(member: Member): Promise<void> {
    const at = members.indexOf(member);
    if (at >= 0) members.splice(at, 1);
    member.stopping.abort();
    await Promise.allSettled(member.inHand);
    // The loops go on once more before this does, and note what was done.
    await new Promise(setImmediate);
    log.flush();
    wakeAll();
  }

  return {
    join: (member) => {
      members.push(member);
      for (const topic of member.topics)
        for (const place of log.placesOf(topic)) if (!loops.has(place.id)) start(place);
      wakeAll();
    },
    leave,
    wake: (place) => (place === undefined ? wakeAll() : loops.get(place.id)?.wake.raise()),
    oldestWaitingMs: (member) => {
      const now = Date.now();
      const own = [...loops.values()].filter(({ place }) => ownerOf(place) === member);
      return Math.max(0, ...own.map(({ place, next }) => now - (log.oldestAt(place, next) ?? now)));
    },
    close: async () => {
      await Promise.all([...members].map(leave));
      isOpen = false;
      wakeAll();
      await Promise.all(running);
    },
  };
}
