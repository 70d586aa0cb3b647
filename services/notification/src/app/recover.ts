import { failpoint } from "@careline/faults";
import { step } from "../domain/intent.ts";
import { afterSilence, patienceMs } from "../domain/silence.ts";
import type { Hold, Ports } from "./ports.ts";

/** Sends in the middle that nobody has in hand any more have an open fate: their dispatcher crashed or stopped. */
export function openFates({ intents, now }: Pick<Ports, "intents" | "now">) {
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
export function settleSilence({ intents, deafForMs, now }: Ports, uncertainAfterMs: number) {
  return async ({ fence }: Hold): Promise<void> => {
    for (const isEmergency of [true, false]) {
      const before = now().getTime() - patienceMs(isEmergency, uncertainAfterMs);
      const found = await intents.uncertainSince(new Date(before), isEmergency);
      // It is silence only if we have listened: what came while nobody here did may lie there still.
      const deafMs = isEmergency || found.length === 0 ? 0 : await deafForMs();
      for (const saved of found) {
        if (saved.intent.changedAt.getTime() > before - deafMs) continue;
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
