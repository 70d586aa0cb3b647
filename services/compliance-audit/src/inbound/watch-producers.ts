import { every, type Log, type Poller } from "@careline/runtime";
import type { producerWatch } from "../domain/producer-watch.ts";

const lookMs = 10_000;
const overdueMs = 60_000;

/** Tells of producers' numbers that do not come. */
export function watchProducers(watch: ReturnType<typeof producerWatch>, log: Log): Poller {
  const look = async (): Promise<void> => {
    for (const { tenantId, producer, first, last, sinceMs } of watch.overdue(overdueMs, performance.now())) {
      const durationMs = Math.round(performance.now() - sinceMs);
      const count = last - first + 1;
      log.error("audit records of a producer are missing", {
        tenantId,
        service: producer,
        count,
        durationMs,
      });
    }
  };
  return every(lookMs, look, log);
}
