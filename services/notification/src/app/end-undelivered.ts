import { failpoint } from "@careline/faults";
import { afterUse } from "../domain/undelivered.ts";
import type { Hold, Ports } from "./ports.ts";

/** Ends what WhatsApp took and no phone showed while it helped. Again, it changes nothing. */
export function endUndelivered({ intents, now }: Ports) {
  return async ({ fence }: Hold): Promise<void> => {
    const found = await intents.undelivered(now());
    failpoint("undelivered.before-end");
    for (const { intent } of found)
      await intents.change(intent.tenantId, intent.intentId, (current) => afterUse(current, now()), {
        requestId: intent.intentId,
        fence,
      });
    failpoint("undelivered.after-end");
  };
}
