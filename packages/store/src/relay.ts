import { setTimeout as pause } from "node:timers/promises";
import type { Bus, Outgoing } from "@careline/bus";
import { failpoint, handlingOf } from "@careline/faults";
import type { Db, MongoClient } from "mongodb";
import { takeLease, type Lease } from "./lease.ts";
import { Fenced } from "./numbering.ts";
import { outboxOf, type OutboxRow } from "./outbox.ts";
import { readBatch, rowsMax, takeBatch } from "./outbox-batch.ts";
import type { Relay, RelayOptions } from "./port.ts";
import { sentMarks } from "./sent-marks.ts";
import { sleeper } from "./sleeper.ts";
import { uuidv7 } from "./uuidv7.ts";

interface Parts extends RelayOptions {
  readonly client: MongoClient;
  readonly db: Db;
  readonly bus: Bus;
}

const pollMs = 250;
// Numbering costs a transaction, and what a producer numbers is for the record: nobody waits for it.
const numberEveryMs = 50;
// How long nothing is sent after a process was killed; losing it to a long pause does no harm.
const leaseMs = 4_000;
const setAsideMs = 30_000;
const stopMs = 15_000;

/** Sends what is committed until stopped. What the bus does not take stays, and is sent again. */
export function startRelay({ client, db, bus, onFault }: Parts): Relay & { wake(): void } {
  const ownerId = uuidv7();
  const sleep = sleeper();
  const setAside = new Map<string, number>();
  const marks = sentMarks(db, onFault);
  let lease: Lease | undefined;
  let numberAtMs = 0;

  async function run(): Promise<void> {
    for (let failures = 0; !sleep.isStopped();) {
      try {
        lease ??= await takeLease(db, "relay", ownerId, leaseMs);
        if (lease === undefined) await sleep.for(pollMs);
        else await sleep.untilWoken(await pass(lease.fence));
        failures = 0;
      } catch (error) {
        if (error instanceof Fenced) lease = undefined;
        else onFault?.(error);
        await sleep.for(Math.random() * Math.min(100 * 2 ** ++failures, 5_000));
      }
    }
    await marks.settled();
  }

  /** Sends what waits, and says for how long nothing else is known to wait. */
  async function pass(fence: number): Promise<number> {
    const now = performance.now();
    for (const [aggregate, untilMs] of setAside) if (untilMs < now) setAside.delete(aggregate);
    const passed = { aggregates: [...setAside.keys()], ids: await marks.pending() };
    const isNumbering = now >= numberAtMs;
    if (isNumbering) numberAtMs = now + numberEveryMs;
    let rows = await readBatch(db, isNumbering ? ["unnumbered", "waiting"] : ["waiting"], passed);
    if (rows.some(({ state }) => state === "unnumbered")) rows = await takeBatch(client, db, fence, passed);
    if (rows.length > 0) {
      failpoint("relay.before-publish");
      const taken = await send(rows);
      failpoint("relay.after-publish");
      marks.add(taken.map(({ _id }) => _id));
    }
    if (rows.length === rowsMax) return 0;
    return isNumbering ? pollMs : Math.max(0, numberAtMs - performance.now());
  }

  async function send(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    try {
      await bus.publish(rows.map(record));
      return rows;
    } catch (error) {
      if (handlingOf(error) === "retry") throw error;
      return sendApart(rows);
    }
  }

  /** The bus will never take one of these: its aggregate is set aside, the others go on. */
  async function sendApart(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const taken: OutboxRow[] = [];
    for (const [aggregate, group] of Map.groupBy(rows, (row) => row.aggregate)) {
      try {
        await bus.publish(group.map(record));
        taken.push(...group);
      } catch (error) {
        onFault?.(error);
        setAside.set(aggregate, performance.now() + setAsideMs);
      }
    }
    return taken;
  }

  async function renew(): Promise<void> {
    const held = lease;
    if (held === undefined || (await held.renew()) || lease !== held) return;
    lease = undefined;
  }

  const renewing = setInterval(() => void renew().catch(() => {}), leaseMs / 3);
  const ended = run().finally(() => clearInterval(renewing));
  return {
    wake: sleep.wake,
    waiting: () => outboxOf(db).countDocuments({ state: { $in: ["unnumbered", "waiting"] } }),
    stop: async () => {
      sleep.stop();
      await Promise.race([ended, pause(stopMs, undefined, { ref: false })]);
      await lease?.release().catch(() => {});
      lease = undefined;
    },
  };
}

function record({ topic, key, headers, payload }: OutboxRow): Outgoing {
  return { topic, key, headers, value: payload.value() };
}
