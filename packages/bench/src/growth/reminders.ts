import { setTimeout as pause } from "node:timers/promises";
import { topics } from "@careline/contracts";
import { idleCpu, spend } from "../core/window.ts";
import { planVisits } from "../reminders/visits.ts";
import { untilRecords, recordsIn } from "../stack/kafka-admin.ts";
import type { RealStack } from "../stack/real-stack.ts";
import { schedulerOn } from "../stack/scheduler.ts";
import type { Kind } from "./lap.ts";

const dayMs = 86_400_000;
// Time to write down what will be due, before it is.
const leadMs = 2_000;
// What is looked at shortly before it is due must not be it yet.
const earlyMs = 150;

/** Reminders that fall due at one moment, while many more lie stored for next year: until each is in its topic. */
export function reminders(stack: RealStack, operations: number): Kind {
  const topic = topics.reminderDue.name;
  return {
    operation: "a due reminder drained",
    stored: "reminders",
    async fill(size) {
      const scheduler = await schedulerOn(stack);
      const { db } = scheduler;
      const nextYear = Date.now() + 365 * dayMs;
      await planVisits(db, size, (index) => new Date(nextYear + index * 1_000));
      let [planned, said] = [0, 0];
      // Due at one moment, and not before everything is written down.
      const fallDue = async (count: number): Promise<() => Promise<void>> => {
        const dueAt = new Date(Date.now() + leadMs + count / 4);
        const before = await recordsIn(stack.brokers, topic);
        await planVisits(db, count, () => dueAt);
        planned += count;
        await pause(Math.max(0, dueAt.getTime() - earlyMs - Date.now()));
        return async () => void (said += (await untilRecords(stack.brokers, topic, before + count)) - before);
      };
      return {
        size,
        async lap() {
          const child = await scheduler.start(fillsWithinMs);
          const pids = new Map([
            ["service", child.pid],
            ["database", stack.mongoPid],
          ]);
          await (
            await fallDue(operations / 4)
          )();
          await pause(1_000);
          const idle = await idleCpu(pids, 1);
          const { cpu } = await spend(pids, idle, await fallDue(operations));
          await child.stop();
          // Whatever was said would be stored the next time.
          const [{ deletedCount }] = await Promise.all([
            db.collection("occurrences").deleteMany({ state: "said" }),
            db.collection("appointments").deleteMany({ startsAt: { $lt: new Date(nextYear) } }),
            db.collection("outbox").deleteMany({}),
          ]);
          if (deletedCount === 0) throw new Error("reminders that were said are kept");
          return {
            ...{ stored: size, operations },
            serviceMicrosEach: (cpu.get("service") ?? Number.NaN) / operations,
            databaseMicrosEach: (cpu.get("database") ?? Number.NaN) / operations,
          };
        },
        async check() {
          const left = await db.collection("occurrences").countDocuments({ state: "waiting" });
          return {
            name: `${size.toLocaleString("en")} reminders stored: each that was due is said once, none that was not`,
            ok: said === planned && left === size,
            detail: `${said} of ${planned} said, ${left} wait`,
          };
        },
        close: () => scheduler.close(),
      };
    },
  };
}

// The service makes its indexes over what was filled in before.
const fillsWithinMs = 300_000;
