import { failpoint } from "@careline/faults";
import { step } from "../domain/intent.ts";
import type { FallbackPorts } from "./fallback-ports.ts";
import type { Hold } from "./ports.ts";

export const nobodyKnows = "nobody knows whether it arrived";

/**
 * Ends what another channel was asked to say and did not answer. No status will ever settle it. It is not said again
 * there; a channel that the clinic names after it may.
 */
export function endOpenFates({ intents, now }: FallbackPorts, uncertainAfterMs: number) {
  return async ({ fence }: Hold): Promise<void> => {
    const before = new Date(now().getTime() - uncertainAfterMs);
    const found = await intents.uncertainSince(before, false);
    failpoint("fallback.before-end");
    for (const { intent } of found)
      await intents.change(
        intent.tenantId,
        intent.intentId,
        (current) =>
          current.state === "uncertain"
            ? step(current, { state: "failed", reason: nobodyKnows }, now())
            : undefined,
        { requestId: intent.intentId, fence },
      );
    failpoint("fallback.after-end");
  };
}
