import { setTimeout as pause } from "node:timers/promises";
import type { Bus } from "@careline/bus";
import { failpoint } from "@careline/faults";
import type { Db, MongoClient } from "mongodb";
import { handOver } from "./hand-over.ts";
import { takeLease, type Lease } from "./lease.ts";
import { Fenced } from "./numbering.ts";
import { outboxOf, type OutboxRow } from "./outbox.ts";
import { isAnyUnsent, markSent, readWaiting, rowsMax, takeBatch } from "./outbox-batch.ts";
import type { Relay, RelayOptions } from "./port.ts";
import { sender } from "./sender.ts";
import { sleeper } from "./sleeper.ts";

interface Parts extends RelayOptions {
  readonly client: MongoClient;
  readonly db: Db;
  readonly bus: Bus;
  readonly owner: string;
}

export interface StartedRelay extends Relay {
  /** These rows were committed just now. */
  offer(rows: readonly OutboxRow[]): void;
}

// How often is looked for what other processes said.
const idleMs = 250;
// How often what was sent is marked, and what a producer numbers is numbered: nobody waits for either.
const busyMs = 100;
// How long nothing is sent after a process was killed that nobody succeeds under its name; losing it to a long pause does no harm.
const leaseMs = 4_000;
const stopMs = 15_000;

/** Sends what is committed until stopped. What the bus does not take stays, and is sent again. */
export function startRelay({ client, db, bus, owner, onFault }: Parts): StartedRelay {
  const sleep = sleeper();
  const fresh = handOver();
  const { send, setAside } = sender(bus, onFault);
  /** The bus has them, and they are not marked yet: should this process die, they are sent once more. */
  const unmarked = new Set<string>();
  let lease: Lease | undefined;
  let roundAtMs = 0;

  async function run(): Promise<void> {
    for (let failures = 0; !sleep.isStopped();) {
      try {
        if (lease === undefined) fresh.forget();
        lease ??= await takeLease(db, "relay", owner, leaseMs);
        if (lease === undefined) await sleep.for(idleMs);
        else await sleep.untilWoken(await pass(lease.fence));
        failures = 0;
      } catch (error) {
        fresh.forget();
        roundAtMs = 0;
        if (error instanceof Fenced) lease = undefined;
        else onFault?.(error);
        await sleep.for(Math.random() * Math.min(100 * 2 ** ++failures, 5_000));
      }
    }
    await mark().catch(onFault);
  }

  /** Sends what waits, and says after how many ms to look again. */
  async function pass(fence: number): Promise<number> {
    await sendAll(fresh.take(setAside()));
    if (performance.now() >= roundAtMs || unmarked.size >= rowsMax) await round(fence);
    else if (fresh.isSearchDue()) {
      fresh.searching();
      await sendAll(await readWaiting(db, passed()));
    }
    return Math.max(0, roundAtMs - performance.now());
  }

  async function round(fence: number): Promise<void> {
    roundAtMs = performance.now() + idleMs;
    fresh.searching();
    const [isAny] = await Promise.all([isAnyUnsent(db, passed()), mark()]);
    if (!isAny) return;
    const rows = await takeBatch(client, db, fence, passed());
    await sendAll(rows);
    if (rows.length === rowsMax) roundAtMs = 0;
  }

  async function sendAll(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    failpoint("relay.before-publish");
    const taken = await send(rows);
    failpoint("relay.after-publish");
    fresh.went(taken);
    for (const { _id } of taken) unmarked.add(_id);
    soon();
  }

  async function mark(): Promise<void> {
    const ids = [...unmarked];
    if (ids.length === 0) return;
    await markSent(db, ids);
    failpoint("relay.after-mark");
    for (const id of ids) unmarked.delete(id);
  }

  const passed = () => ({ aggregates: setAside(), ids: [...unmarked] });

  function soon(): void {
    roundAtMs = Math.min(roundAtMs, performance.now() + busyMs);
  }

  async function renew(): Promise<void> {
    const held = lease;
    if (held === undefined || (await held.renew()) || lease !== held) return;
    lease = undefined;
  }

  const renewing = setInterval(() => void renew().catch(() => {}), leaseMs / 3);
  const ended = run().finally(() => clearInterval(renewing));
  return {
    offer: (rows) => {
      if (lease === undefined) return;
      fresh.offer(rows);
      soon();
      sleep.wake();
    },
    waiting: () => {
      const state = { $in: ["unnumbered", "waiting"] as const };
      return outboxOf(db).countDocuments({ state, _id: { $nin: [...unmarked] } });
    },
    stop: async () => {
      sleep.stop();
      await Promise.race([ended, pause(stopMs, undefined, { ref: false })]);
      await lease?.release().catch(() => {});
      lease = undefined;
    },
  };
}
