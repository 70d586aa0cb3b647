import { step } from "../domain/intent.ts";
import { afterSilence } from "../domain/outcome.ts";
import type { Ports } from "./ports.ts";

/** What a dispatcher does first: sends that another one left in the middle have an open fate. */
export function openFates({ intents, now }: Ports) {
  return async (fence: number): Promise<number> => {
    const left = await intents.leftSubmitting(fence);
    for (const { intent } of left)
      await intents.change(
        intent.tenantId,
        intent.intentId,
        (current) =>
          current.state === "submitting"
            ? step(current, { state: "uncertain", reason: "its sender stopped in the middle" }, now())
            : undefined,
        { requestId: intent.intentId },
      );
    return left.length;
  };
}

/** Settles fates that no status settled in time. */
export function settleSilence({ intents, now }: Ports, uncertainAfterMs: number) {
  return async (): Promise<void> => {
    const before = new Date(now().getTime() - uncertainAfterMs);
    for (const { intent } of await intents.uncertainSince(before, 50))
      await intents.change(
        intent.tenantId,
        intent.intentId,
        (current) => (current.state === "uncertain" ? afterSilence(current, now()) : undefined),
        { requestId: intent.intentId },
      );
  };
}
