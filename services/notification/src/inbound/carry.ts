import type { Log } from "@careline/runtime";
import type { Hold, Saved } from "../app/ports.ts";
import type { putOffIntent } from "../app/put-off.ts";

interface Needs {
  readonly send: (saved: Saved, hold: Hold) => Promise<void>;
  readonly putOff: ReturnType<typeof putOffIntent>;
  readonly log: Log;
}

/** Sends an intent, or puts it off when something of ours is away: longer with each time. */
export function carrier({ send, putOff, log }: Needs): Needs["send"] {
  const failures = new Map<string, number>();
  return async (saved, hold) => {
    const { intentId } = saved.intent;
    try {
      await send(saved, hold);
      failures.delete(intentId);
    } catch (error) {
      const attempt = (failures.get(intentId) ?? 0) + 1;
      failures.set(intentId, attempt);
      log.warn("a send was put off", { intentId, attempt, error });
      await putOff(saved, hold, attempt, error).catch((failed: unknown) =>
        log.warn("a send could not even be put off", { intentId, error: failed }),
      );
    }
  };
}
