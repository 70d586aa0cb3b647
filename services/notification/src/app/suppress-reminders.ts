import { failpoint } from "@careline/faults";
import { step } from "../domain/intent.ts";
import type { Ports } from "./ports.ts";

/**
 * Stops reminders that are queued: their contact opted out, or their visit is not what they say. The gate would
 * refuse them too; this says so at once. Again, it changes nothing.
 */
export function suppressReminders({ intents, now }: Pick<Ports, "intents" | "now">) {
  return async (
    tenantId: string,
    which: { contactId?: string; appointmentId?: string; notVersion?: number },
    reason: string,
    requestId: string,
  ): Promise<void> => {
    const planned = await intents.plannedReminders(tenantId, which);
    const stopped = planned.filter(
      ({ intent }) => which.notVersion === undefined || intent.reminder?.version !== which.notVersion,
    );
    failpoint("reminder.before-suppress");
    const suppressing = stopped.map(({ intent: { intentId } }) =>
      intents.change(
        tenantId,
        intentId,
        (current) =>
          current.state === "planned" ? step(current, { state: "suppressed", reason }, now()) : undefined,
        { requestId },
      ),
    );
    await Promise.all(suppressing);
    failpoint("reminder.after-suppress");
  };
}
