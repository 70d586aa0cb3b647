import { setTimeout as pause } from "node:timers/promises";
import { topics } from "@careline/contracts";
import type { Db } from "mongodb";
import { idleCpu, spend } from "../core/window.ts";
import { makeTopics, recordsIn, untilRecords } from "../stack/kafka-admin.ts";
import type { RealStack } from "../stack/real-stack.ts";
import type { Scheduler } from "../stack/scheduler.ts";
import { planVisits } from "./visits.ts";

export interface Drained {
  readonly due: number;
  /** What the topic holds of them. */
  readonly said: number;
  readonly perSecond: number;
  /** CPU-µs for each reminder, until it lies in the topic. */
  readonly serviceMicrosEach: number;
  readonly databaseMicrosEach: number;
}

const topic = topics.reminderDue.name;
// Time to write down what will be due, before it is.
const leadMs = 1_500;
const leadMsEach = 0.25;
// What is looked at shortly before it is due must not be it yet.
const earlyMs = 150;

/**
 * So many reminders fall due at one moment: how fast are they committed to the send queue, and what does it cost until
 * they lie in the topic? The service has drained a few before.
 */
export async function drain(
  scheduler: Scheduler,
  stack: RealStack,
  due: number,
  startsWithinMs?: number,
): Promise<Drained> {
  const { db } = scheduler;
  await makeTopics(stack.brokers, [topic]);
  const child = await scheduler.start(startsWithinMs);
  const pids = new Map([
    ["service", child.pid],
    ["database", stack.mongoPid],
  ]);
  const before = await recordsIn(stack.brokers, topic);
  const warmUps = Math.round(due / 4);
  await fallDue(db, warmUps);
  await untilRecords(stack.brokers, topic, before + warmUps);
  await pause(500);
  const idle = await idleCpu(pids, 1);
  const dueAt = await fallDue(db, due);
  const { result, cpu } = await spend(pids, idle, () =>
    untilRecords(stack.brokers, topic, before + warmUps + due),
  );
  const batches = await db
    .collection("occurrences")
    .aggregate<{ _id: Date; count: number }>([
      { $match: { state: "said", dueAt } },
      { $group: { _id: "$saidAt", count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  await child.stop();
  return {
    ...{ due, said: result - before - warmUps, perSecond: rateOf(batches) },
    serviceMicrosEach: (cpu.get("service") ?? Number.NaN) / due,
    databaseMicrosEach: (cpu.get("database") ?? Number.NaN) / due,
  };
}

/** Writes down reminders that are due at one moment, and resolves just before it. */
async function fallDue(db: Db, count: number): Promise<Date> {
  const dueAt = new Date(Date.now() + leadMs + count * leadMsEach);
  await planVisits(db, count, () => dueAt);
  const left = dueAt.getTime() - earlyMs - Date.now();
  if (left < 0) throw new Error("the machine is too busy: reminders were due before they were written down");
  await pause(left);
  return dueAt;
}

/** A batch carries the moment at which its work began: so the last one's work lies behind the last moment. */
export function rateOf(batches: readonly { readonly _id: Date; readonly count: number }[]): number {
  const [first, last] = [batches.at(0), batches.at(-1)];
  if (first === undefined || last === undefined || first === last) return Number.NaN;
  const before = batches.slice(0, -1).reduce((sum, { count }) => sum + count, 0);
  return (before * 1_000) / (last._id.getTime() - first._id.getTime());
}
