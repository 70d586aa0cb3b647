import { step } from "../domain/intent.ts";
import type { Ports } from "./ports.ts";

/**
 * Stops reminders that are queued: their contact opted out, or their visit is not what they say. The gate would
 * refuse them too; this says so at once. Again, it changes nothing.
 */
export function suppressReminders({ intents, now }: Ports) {
  return async (
    tenantId: string,
    which: { contactId?: string; appointmentId?: string; notVersion?: number },
    reason: string,
    requestId: string,
  ): Promise<void> => {
    for (const { intent } of await intents.plannedReminders(tenantId, which)) {
      if (which.notVersion !== undefined && intent.reminder?.version === which.notVersion) continue;
      await intents.change(
        tenantId,
        intent.intentId,
        (current) =>
          current.state === "planned" ? step(current, { state: "suppressed", reason }, now()) : undefined,
        { requestId },
      );
    }
  };
}
