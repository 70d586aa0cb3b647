import { failpoint } from "@careline/faults";
import { step } from "../domain/intent.ts";
import { afterSilence, patienceMs } from "../domain/silence.ts";
import type { Hold, Ports } from "./ports.ts";

/** Sends in the middle that nobody has in hand any more have an open fate: their dispatcher crashed or stopped. */
export function openFates({ intents, now }: Ports) {
  return async ({ fence }: Hold, inHand: readonly string[]): Promise<number> => {
    const left = await intents.submitting(inHand);
    failpoint("fate.before-open");
    const opening = left.map(({ intent }) =>
      intents.change(
        intent.tenantId,
        intent.intentId,
        (current) =>
          current.state === "submitting"
            ? step(current, { state: "uncertain", reason: "its sender stopped in the middle" }, now())
            : undefined,
        { requestId: intent.intentId, fence },
      ),
    );
    await Promise.all(opening);
    failpoint("fate.after-open");
    return left.length;
  };
}

/** Settles fates that no status settled in time. */
export function settleSilence({ intents, now }: Ports, uncertainAfterMs: number) {
  return async ({ fence }: Hold): Promise<void> => {
    for (const isEmergency of [true, false]) {
      const before = new Date(now().getTime() - patienceMs(isEmergency, uncertainAfterMs));
      for (const saved of await intents.uncertainSince(before, isEmergency)) {
        const { tenantId, intentId } = saved.intent;
        const isOvertaken = await intents.isOvertaken(saved);
        failpoint("fate.before-silence");
        await intents.change(tenantId, intentId, (intent) => afterSilence(intent, isOvertaken, now()), {
          requestId: intentId,
          fence,
        });
        failpoint("fate.after-silence");
      }
    }
  };
}
