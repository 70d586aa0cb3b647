import { Fault, failpoint } from "@careline/faults";
import { backoffMs } from "../domain/outcome.ts";
import { putOff } from "../domain/useful.ts";
import type { Hold, Ports, Saved } from "./ports.ts";

const longestPauseMs = 30_000;

/**
 * Something of ours was away in the middle of the work on an intent. What had not been announced waits a little, and
 * is looked at anew from the start; an announced send keeps its open fate.
 */
export function putOffIntent({ intents, now, chance }: Pick<Ports, "intents" | "now" | "chance">) {
  return async ({ intent }: Saved, { fence }: Hold, failures: number, error: unknown): Promise<void> => {
    const { tenantId, intentId } = intent;
    const asked = error instanceof Fault ? error.retryAfterMs : undefined;
    const pauseMs = asked ?? Math.min(longestPauseMs, backoffMs(failures, chance()));
    const what = error instanceof Fault ? error.message : "a mistake of our own";
    failpoint("send.before-put-off");
    await intents.change(
      tenantId,
      intentId,
      (current) =>
        current.state === "planned"
          ? putOff(current, { until: new Date(now().getTime() + pauseMs), reason: `waits: ${what}` }, now())
          : undefined,
      { requestId: intentId, fence },
    );
    failpoint("send.after-put-off");
  };
}
