import { drain } from "../reminders/drain.ts";
import { exactly } from "../reminders/exactly.ts";
import { planVisits } from "../reminders/visits.ts";
import type { RealStack } from "../stack/real-stack.ts";
import { schedulerOn } from "../stack/scheduler.ts";
import type { Kind } from "./lap.ts";

const yearMs = 365 * 86_400_000;
// The service makes its indexes over what was filled in before.
const startsWithinMs = 300_000;

/** Reminders that fall due at one moment, while many more lie stored for next year: until each is in its topic. */
export function reminders(stack: RealStack, operations: number): Kind {
  return {
    operation: "a due reminder drained",
    stored: "reminders",
    async fill(size) {
      const scheduler = await schedulerOn(stack);
      const { db } = scheduler;
      const nextYear = Date.now() + yearMs;
      await planVisits(db, size, (index) => new Date(nextYear + index * 1_000));
      let missed = 0;
      return {
        size,
        async lap() {
          const { due, said, serviceMicrosEach, databaseMicrosEach } = await drain(
            ...([scheduler, stack, operations, startsWithinMs] as const),
          );
          missed += Math.abs(due - said);
          // Whatever was said would be stored the next time.
          await db.collection("occurrences").deleteMany({ state: "said" });
          await db.collection("appointments").deleteMany({ startsAt: { $lt: new Date(nextYear) } });
          await db.collection("outbox").deleteMany({});
          return { stored: size, operations, serviceMicrosEach, databaseMicrosEach };
        },
        async check() {
          const left = await db.collection("occurrences").countDocuments({ state: "waiting" });
          const name = `${size.toLocaleString("en")} reminders stored: what is due is said once, and nothing else`;
          return exactly(name, size, left + missed);
        },
        close: () => scheduler.close(),
      };
    },
  };
}
