import { setTimeout as pause } from "node:timers/promises";
import type { Histogram } from "hdr-histogram-js";
import { Kafka, logLevel } from "kafkajs";
import { latencyHistogram, recordMs } from "../core/histogram.ts";
import type { RealStack } from "../stack/real-stack.ts";
import type { Scheduler } from "../stack/scheduler.ts";
import { planVisits } from "./visits.ts";

export interface LatenessOptions {
  /** Reminders that are stored and not due. */
  readonly stored: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** How often the service is killed, and started again, meanwhile. */
  readonly kills: number;
}

export interface Lateness {
  readonly due: number;
  readonly missed: number;
  /** Records with an id that was there before: a relay may repeat itself, and a consumer knows the id. */
  readonly repeated: number;
  readonly histogram: Histogram;
}

const leadMs = 4_000;
const patienceMs = 20_000;

/** Reminders fall due evenly while many more lie stored: how late does each arrive in the topic, and does each arrive? */
export async function lateness(
  scheduler: Scheduler,
  stack: RealStack,
  { stored, perSecond, seconds, kills }: LatenessOptions,
): Promise<Lateness> {
  const nextYear = Date.now() + 365 * 86_400_000;
  await planVisits(scheduler.db, stored, (index) => new Date(nextYear + index * 1_000));
  let child = await scheduler.start();
  const dueAtOf = new Map<string, number>();
  const heard = await listen(stack, dueAtOf);
  const firstAt = Date.now() + leadMs;
  const due = perSecond * seconds;
  const dueAt = (index: number) => new Date(Math.round(firstAt + (index * 1_000) / perSecond));
  const ids = await planVisits(scheduler.db, due, dueAt);
  for (const [index, id] of [...ids].entries()) dueAtOf.set(id, dueAt(index).getTime());
  for (let kill = 1; kill <= kills; kill += 1) {
    await until(firstAt + (kill * seconds * 1_000) / (kills + 1));
    child.process.kill("SIGKILL");
    child = await scheduler.start();
  }
  await until(firstAt + seconds * 1_000);
  for (const giveUpAt = Date.now() + patienceMs; heard.ids.size < due && Date.now() < giveUpAt;)
    await pause(100);
  await heard.stop();
  await child.stop();
  return { due, missed: due - heard.ids.size, repeated: heard.repeated(), histogram: heard.histogram };
}

async function listen(stack: RealStack, dueAtOf: ReadonlyMap<string, number>) {
  const kafka = new Kafka({ brokers: [...stack.brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `bench-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 10 });
  const ids = new Set<string>();
  const histogram = latencyHistogram();
  let repeated = 0;
  await consumer.connect();
  await consumer.subscribe({ topic: "scheduling.reminder-due.v1", fromBeginning: true });
  const joined = new Promise<void>(
    (resolve) => void consumer.on(consumer.events.GROUP_JOIN, () => resolve()),
  );
  await consumer.run({
    eachMessage: async ({ message }) => {
      const id = String(message.headers?.["ce_id"]);
      const dueAt = dueAtOf.get(id);
      if (dueAt === undefined) return;
      if (ids.has(id)) repeated += 1;
      else recordMs(histogram, Date.now() - dueAt);
      ids.add(id);
    },
  });
  await joined;
  return { ids, histogram, repeated: () => repeated, stop: () => consumer.disconnect() };
}

function until(moment: number): Promise<void> {
  return pause(Math.max(0, moment - Date.now()));
}
