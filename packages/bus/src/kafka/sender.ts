import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { sizeOf } from "../outgoing-checks.ts";
import type { Outgoing } from "../port.ts";

export interface SenderOptions {
  /** After so long without success those who wait are told that nobody can tell. */
  readonly giveUpAfterMs: number;
  /** After this a failure is final. */
  readonly closing: AbortSignal;
}

/** Everything said into one partition. */
export interface Sender {
  /** Resolves when these and all before them are durable. */
  say(records: readonly Outgoing[]): Promise<void>;
}

interface Waiting {
  readonly records: readonly Outgoing[];
  readonly done: () => void;
  readonly failed: (fault: Fault) => void;
}

const recordsAtOnce = 500;
// Brokers take 1,048,588 bytes; each record brings some twenty of its own.
const bytesAtOnce = 1_030_000;
const waitingMax = 20_000;

/**
 * One call at a time, in order; the same batch again until it succeeds. When it gives up, it gives up for everyone who
 * waits here: a later record must not arrive where an earlier one of its key may be missing.
 */
export function sender(
  send: (records: () => readonly Outgoing[], isAgain: boolean) => Promise<void>,
  options: SenderOptions,
): Sender {
  let queue: Waiting[] = [];
  let waiting = 0;
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    await turn();
    while (queue.length > 0) {
      const { batch, fault } = await deliver();
      if (fault === undefined) for (const { done } of batch) done();
      else for (const { failed } of [...batch, ...queue.splice(0)]) failed(fault);
      waiting = queue.reduce((sum, { records }) => sum + records.length, 0);
    }
    isRunning = false;
  }

  async function deliver(): Promise<{
    readonly batch: readonly Waiting[];
    readonly fault?: Fault | undefined;
  }> {
    const giveUpAt = Date.now() + options.giveUpAfterMs;
    let batch: readonly Waiting[] = [];
    let rest: (readonly Outgoing[])[] = [];
    // Chosen when the call is made, and never again: until it succeeds the same is said.
    const first = (): readonly Outgoing[] => {
      if (batch.length === 0) {
        batch = takeBatch(queue);
        queue = queue.slice(batch.length);
        rest = parts(batch.flatMap(({ records }) => records));
      }
      return rest[0] ?? [];
    };
    let fault = await untilSent(first, giveUpAt);
    for (const part of rest.slice(1)) fault ??= await untilSent(() => part, giveUpAt);
    return { batch, fault };
  }

  async function untilSent(part: () => readonly Outgoing[], giveUpAt: number): Promise<Fault | undefined> {
    let isAgain = false;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        await send(part, isAgain);
        return undefined;
      } catch (cause) {
        isAgain = true;
        if (options.closing.aborted || Date.now() + pauseMs >= giveUpAt)
          return new Fault("unavailable", "Kafka has not confirmed in time: nobody can tell", { cause });
        await pause(pauseMs);
      }
    }
  }

  return {
    say: (records) => {
      if (waiting + records.length > waitingMax && waiting > 0)
        return Promise.reject(new Fault("unavailable", "too much waits to be said already"));
      return new Promise((done, failed) => {
        queue.push({ records, done, failed });
        waiting += records.length;
        if (!isRunning) void run();
      });
    },
  };
}

/** The first of those who wait, as many as fit into one call. */
function takeBatch(queue: readonly Waiting[]): readonly Waiting[] {
  let count = 0;
  let bytes = 0;
  const end = queue.findIndex(({ records }, index) => {
    count += records.length;
    bytes += records.reduce((sum, record) => sum + sizeOf(record), 0);
    return index > 0 && (count > recordsAtOnce || bytes > bytesAtOnce);
  });
  return end === -1 ? queue : queue.slice(0, end);
}

/** What one caller said may be more than one call takes. */
function parts(records: readonly Outgoing[]): (readonly Outgoing[])[] {
  const made: Outgoing[][] = [[]];
  let bytes = 0;
  for (const record of records) {
    const last = made.at(-1) ?? [];
    bytes += sizeOf(record);
    if (last.length > 0 && (last.length >= recordsAtOnce || bytes > bytesAtOnce)) {
      made.push([record]);
      bytes = sizeOf(record);
    } else last.push(record);
  }
  return made;
}
