import { setTimeout as pause } from "node:timers/promises";
import type { Positioned } from "../parked.ts";
import type { Report } from "../report.ts";
import type { Lane } from "./lane.ts";

/** How much of a partition may be in hand, and how far others may get ahead of a record that is stuck. */
export interface RunLimits {
  readonly atOnce: number;
  readonly records: number;
  readonly bytes: number;
}

export const usualLimits: RunLimits = { atOnce: 64, records: 1_000, bytes: 4 * 1_048_576 };

export interface RunOptions {
  readonly lane: Lane;
  /** Ends the run: what is in hand is finished or abandoned, what waits is left. */
  readonly signal: AbortSignal;
  readonly mayGo: () => boolean;
  /** Told of the last record that is handled together with all before it. */
  readonly handled: (upTo: Positioned) => void;
  readonly report: Report;
  readonly limits?: RunLimits;
}

/** One partition at work, from when it came until it goes: keys beside each other, the records of a key in order. */
export interface Run {
  add(records: readonly Positioned[]): void;
  /** Begins what may begin: for when `mayGo` has changed. */
  go(): void;
  isFull(): boolean;
  /** Resolves when there is room for many more, or the run has ended. */
  room(): Promise<void>;
  /** The first record not yet handled. */
  oldest(): Positioned | undefined;
  /** Resolves when nothing is in hand. After the signal nothing will be again. */
  idle(): Promise<void>;
}

interface Item {
  readonly record: Positioned;
  readonly waits: boolean;
  isHandled: boolean;
}

const afterBugMs = 1_000;

export function run({ lane, signal, mayGo, handled, report, limits = usualLimits }: RunOptions): Run {
  /** All from the first unhandled on, as they lie in the partition. */
  const line: Item[] = [];
  let bytes = 0;
  const ready: Item[] = [];
  /** Of each key that is ready or in hand: what comes behind. */
  const behind = new Map<string, Item[]>();
  const inHand = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];

  const isFull = (): boolean => line.length >= limits.records || bytes >= limits.bytes;
  const hasRoom = (): boolean =>
    signal.aborted || (line.length <= limits.records / 2 && bytes <= limits.bytes / 2);

  function go(): void {
    while (!signal.aborted && mayGo()) {
      const item = ready[0];
      // Those that wait for nothing gather in their handlers: there are as many as the line holds.
      if (item === undefined || inHand.size >= (item.waits ? limits.atOnce : limits.records)) return;
      ready.shift();
      const working = work(item).finally(() => {
        inHand.delete(working);
        go();
      });
      inHand.add(working);
    }
  }

  async function work(item: Item): Promise<void> {
    const { key } = item.record;
    if (!(await take(item.record))) return;
    item.isHandled = true;
    const next = item.waits ? behind.get(key)?.shift() : undefined;
    if (next !== undefined) ready.push(next);
    else if (item.waits) behind.delete(key);
    advance();
  }

  /** False when it was abandoned. What the lane cannot explain is a bug: it must not cost the record. */
  async function take(record: Positioned): Promise<boolean> {
    while (!signal.aborted) {
      try {
        return (await lane(record, signal)) === "handled";
      } catch (error) {
        report("a record is taken again", error);
        await pause(afterBugMs, undefined, { signal }).catch(() => undefined);
      }
    }
    return false;
  }

  function advance(): void {
    const gap = line.findIndex(({ isHandled }) => !isHandled);
    const done = line.splice(0, gap === -1 ? line.length : gap);
    const last = done.at(-1);
    if (last === undefined) return;
    for (const { record } of done) bytes -= record.value.byteLength;
    handled(last.record);
    if (hasRoom()) for (const resolve of waiting.splice(0)) resolve();
  }

  function end(): void {
    ready.length = 0;
    behind.clear();
    for (const resolve of waiting.splice(0)) resolve();
  }
  signal.addEventListener("abort", end, { once: true });

  return {
    go,
    isFull,
    add: (records) => {
      if (signal.aborted) return;
      for (const record of records) {
        const item = { record, waits: lane.waits?.(record) !== false, isHandled: false };
        line.push(item);
        bytes += record.value.byteLength;
        const queue = behind.get(record.key);
        if (!item.waits) ready.push(item);
        else if (queue !== undefined) queue.push(item);
        else {
          behind.set(record.key, []);
          ready.push(item);
        }
      }
      go();
    },
    room: () => (hasRoom() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    oldest: () => line[0]?.record,
    idle: async () => {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}
