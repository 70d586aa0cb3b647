import { Refusal } from "../refusal.ts";
import type { Retry } from "../sessions/retries.ts";
import type { Transaction } from "../sessions/transaction.ts";
import { type Engine, Locked } from "../storage/engine.ts";
import { directWriter, type Writer } from "../storage/writer.ts";

const waitMsMax = 65_000;

/** How a command writes: into its transaction, or at once, waiting for transactions that hold what it needs. */
export function writeUnit(
  engine: Engine,
  transaction: Transaction | undefined,
  retry: Retry | undefined,
  maxTimeMs: number | undefined,
): <T>(work: (writer: Writer) => T) => Promise<T> {
  return async (work) => {
    if (transaction !== undefined) return work(transaction);
    const writer = directWriter(engine);
    const deadline = performance.now() + Math.min(maxTimeMs ?? waitMsMax, waitMsMax);
    for (;;) {
      try {
        return engine.write(() => {
          retry?.reset();
          const result = work(writer);
          retry?.save();
          return result;
        });
      } catch (error) {
        if (!(error instanceof Locked)) throw error;
        await endOf(error.owner, deadline, maxTimeMs !== undefined);
      }
    }
  };
}

async function endOf(owner: Transaction, deadline: number, isLimited: boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), Math.max(0, deadline - performance.now()));
  const outcome = await Promise.race([owner.ended, promise]);
  clearTimeout(timer);
  if (outcome !== "late") return;
  throw isLimited
    ? new Refusal("MaxTimeMSExpired", "operation exceeded time limit")
    : new Refusal("LockTimeout", "an open transaction holds what is to be written");
}
