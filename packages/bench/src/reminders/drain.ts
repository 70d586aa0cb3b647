import { setTimeout as pause } from "node:timers/promises";
import { cpuMicrosOf } from "../core/cpu.ts";
import type { RealStack } from "../stack/real-stack.ts";
import type { Scheduler } from "../stack/scheduler.ts";
import { planVisits } from "./visits.ts";

export interface Drained {
  readonly due: number;
  /** What the outbox holds of them: each reminder once. */
  readonly said: number;
  readonly perSecond: number;
  /** CPU-µs of the service for each reminder, until it lies in the topic. */
  readonly serviceMicrosEach: number;
  readonly databaseMicrosEach: number;
}

/** So many reminders are due when the service starts: how fast are they committed to the send queue? */
export async function drain(scheduler: Scheduler, stack: RealStack, due: number): Promise<Drained> {
  const { db } = scheduler;
  // So short ago that none of them is late, and all of them are due.
  const dueAt = new Date();
  await planVisits(db, due, () => dueAt);
  const databaseBefore = cpuMicrosOf(stack.mongoPid);
  const child = await scheduler.start();
  const startMicros = cpuMicrosOf(child.pid);
  await untilNone(() => db.collection("occurrences").countDocuments({ state: "waiting", dueAt }));
  await untilNone(() => db.collection("outbox").countDocuments({ state: { $ne: "sent" } }));
  const serviceMicros = cpuMicrosOf(child.pid) - startMicros;
  const databaseMicros = cpuMicrosOf(stack.mongoPid) - databaseBefore;
  const batches = await db
    .collection("occurrences")
    .aggregate<{ _id: Date; count: number }>([
      { $match: { dueAt, state: "said" } },
      { $group: { _id: "$saidAt", count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  const said = await db.collection("outbox").countDocuments({ topic: "scheduling.reminder-due.v1" });
  await child.stop();
  return {
    due,
    said,
    perSecond: rateOf(batches),
    serviceMicrosEach: serviceMicros / due,
    databaseMicrosEach: databaseMicros / due,
  };
}

/** A batch carries the moment at which its work began: so the last one's work lies behind the last moment. */
export function rateOf(batches: readonly { readonly _id: Date; readonly count: number }[]): number {
  const [first, last] = [batches.at(0), batches.at(-1)];
  if (first === undefined || last === undefined || first === last) return Number.NaN;
  const before = batches.slice(0, -1).reduce((sum, { count }) => sum + count, 0);
  return (before * 1_000) / (last._id.getTime() - first._id.getTime());
}

async function untilNone(count: () => Promise<number>): Promise<void> {
  while ((await count()) > 0) await pause(250);
}
