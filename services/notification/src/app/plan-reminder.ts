import { firstChannel } from "../domain/fallback.ts";
import type { FallbackPorts } from "./fallback-ports.ts";
import { planIntent } from "./plan.ts";
import type { Ports } from "./ports.ts";

/**
 * Plans a reminder, and gives it if it is new and for WhatsApp. Who asked for another channel, and whose clinic lets
 * them have it, is reminded by that one, under the same id.
 */
export function planReminder(
  ports: Pick<Ports, "intents" | "now">,
  others: Pick<FallbackPorts, "intents" | "now" | "prefersOf" | "rulesOf">,
): ReturnType<typeof planIntent> {
  const plan = planIntent(ports);
  const planOther = planIntent(others);
  return async (mark, planned, ...rest) => {
    const { tenantId, contactId } = planned;
    const channel = firstChannel(await others.prefersOf(tenantId, contactId), others.rulesOf(tenantId));
    if (channel === "whatsapp") return plan(mark, planned, ...rest);
    await planOther(mark, { ...planned, channel, reason: "the patient asked for it" }, ...rest);
    return undefined;
  };
}
