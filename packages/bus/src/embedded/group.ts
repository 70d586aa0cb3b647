import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { HeldKeys } from "../lane/held-keys.ts";
import type { Lane } from "../lane/lane.ts";
import { gatheredOffsets } from "../lane/offsets.ts";
import { type Run, run } from "../lane/run.ts";
import type { Report } from "../report.ts";
import { type Wake, wake } from "../wake.ts";
import type { Log, Place } from "./log.ts";

export interface Member {
  readonly topics: ReadonlySet<string>;
  readonly lane: Lane;
  readonly held: HeldKeys;
  paused: boolean;
}

/** A consumer group: one loop per partition, which reads for the owner of now. */
export interface Group {
  join(member: Member): void;
  /** Resolves when the member's records in hand are done and its offsets are on disk. */
  leave(member: Member): Promise<void>;
  /** After a record was written, or a member paused or resumed. */
  wake(place?: Place): void;
  oldestWaitingMs(member: Member): number;
  /** Age of the oldest record of a topic that is not handled yet; Infinity where nobody listens. */
  behindMs(topic: string): number;
  close(): Promise<void>;
}

/** A partition in the hands of one member. */
interface Tenure {
  readonly owner: Member;
  readonly run: Run;
  readonly ending: AbortController;
}

interface Loop {
  readonly place: Place;
  readonly wake: Wake;
  /** Everything before is handled. */
  next: number;
  /** Everything before is in hand. */
  readFrom: number;
  tenure?: Tenure | undefined;
}

const readAtOnce = 64;

export function embeddedGroup(name: string, log: Log, report: Report): Group {
  const members: Member[] = [];
  const loops = new Map<number, Loop>();
  const running: Promise<void>[] = [];
  let isOpen = true;

  const offsets = gatheredOffsets({
    save: async (noted) => {
      const written = noted.map(async ({ topic, partition, next }) => {
        const place = log.placesOf(topic)[partition];
        if (place !== undefined) await log.commit(name, place, Number(next));
      });
      await Promise.all(written);
    },
    isOurs: () => isOpen,
    report,
  });

  function ownerOf({ topic, partition }: Place): Member | undefined {
    const able = members.filter((member) => member.topics.has(topic));
    return able[partition % able.length];
  }

  function start(place: Place): void {
    const next = log.offsetOf(name, place);
    const loop: Loop = { place, wake: wake(), next, readFrom: next };
    loops.set(place.id, loop);
    running.push(loopOn(loop));
  }

  async function loopOn(loop: Loop): Promise<void> {
    while (isOpen) {
      try {
        if (!(await work(loop))) await loop.wake.wait();
      } catch (error) {
        report("a partition is read again, nothing was marked as done", error);
        await pause(1_000);
      }
    }
  }

  /** Reads what is there for the owner of now; false when there is nothing to do. */
  async function work(loop: Loop): Promise<boolean> {
    const owner = ownerOf(loop.place);
    if (owner !== loop.tenure?.owner) await handOver(loop);
    const { tenure } = loop;
    if (tenure === undefined || tenure.owner.paused) return false;
    tenure.run.go();
    if (tenure.run.isFull()) {
      void tenure.run.room().then(loop.wake.raise);
      return false;
    }
    const records = log.read(loop.place, loop.readFrom, readAtOnce);
    const last = records.at(-1);
    if (last === undefined) return false;
    loop.readFrom = Number(last.offset) + 1;
    tenure.run.add(records);
    // Whoever publishes or takes over meanwhile has its turn.
    await new Promise(setImmediate);
    return true;
  }

  /** The next owner begins when the last one has nothing in hand. */
  async function handOver(loop: Loop): Promise<void> {
    await end(loop);
    const owner = ownerOf(loop.place);
    loop.readFrom = loop.next;
    loop.tenure = owner && { owner, ...tenureOf(loop, owner) };
  }

  async function end({ tenure }: Loop): Promise<void> {
    tenure?.ending.abort();
    await tenure?.run.idle();
  }

  function tenureOf(loop: Loop, owner: Member): Pick<Tenure, "run" | "ending"> {
    const ending = new AbortController();
    setMaxListeners(0, ending.signal);
    const { topic, partition } = loop.place;
    const made = run({
      lane: owner.lane,
      signal: ending.signal,
      mayGo: () => isOpen && !owner.paused,
      handled: ({ offset }) => {
        loop.next = Number(offset) + 1;
        offsets.note({ topic, partition, next: String(loop.next) });
      },
      report,
    });
    return { run: made, ending };
  }

  function changed(): void {
    for (const member of members) member.held.forget();
    for (const loop of loops.values()) loop.wake.raise();
  }

  async function leave(member: Member): Promise<void> {
    const at = members.indexOf(member);
    if (at >= 0) members.splice(at, 1);
    const own = [...loops.values()].filter(({ tenure }) => tenure?.owner === member);
    await Promise.all(own.map(end));
    await offsets.flush();
    changed();
  }

  return {
    join: (member) => {
      members.push(member);
      for (const topic of member.topics)
        for (const place of log.placesOf(topic)) if (!loops.has(place.id)) start(place);
      changed();
    },
    leave,
    wake: (place) => {
      if (place !== undefined) return loops.get(place.id)?.wake.raise();
      for (const loop of loops.values()) loop.wake.raise();
    },
    oldestWaitingMs: (member) => {
      const now = Date.now();
      const own = [...loops.values()].filter(({ place }) => ownerOf(place) === member);
      return Math.max(0, ...own.map(({ place, next }) => now - (log.oldestAt(place, next) ?? now)));
    },
    behindMs: (topic) => {
      const now = Date.now();
      const heard = [...loops.values()].filter(({ place }) => place.topic === topic);
      if (heard.length === 0) return Number.POSITIVE_INFINITY;
      return Math.max(0, ...heard.map(({ place, next }) => now - (log.oldestAt(place, next) ?? now)));
    },
    close: async () => {
      await Promise.all([...members].map(leave));
      isOpen = false;
      for (const loop of loops.values()) loop.wake.raise();
      await Promise.all(running);
    },
  };
}
