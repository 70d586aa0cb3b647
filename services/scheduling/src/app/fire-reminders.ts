import { Fault } from "@careline/faults";
import type { QuietHours } from "@careline/runtime/quiet-hours";
import { judge } from "../domain/reminders.ts";
import type { Ports } from "./ports.ts";

/** Says what is due, at most `limit`; gives how many were due. Looked at by several at once, each is said once. */
export function fireReminders({ reminders, offer, now }: Pick<Ports, "reminders" | "offer" | "now">) {
  return (limit: number): Promise<number> => {
    const moment = now();
    return reminders.fireDue(moment, limit, (occurrence, appointment) => {
      const quiet = quietHours(offer, occurrence.tenantId);
      if (appointment === undefined || quiet === undefined) return { kind: "void" };
      return judge(occurrence, appointment, quiet, moment);
    });
  };
}

// A clinic that left may not keep the reminders of all others from being said.
function quietHours(offer: Ports["offer"], tenantId: string): QuietHours | undefined {
  try {
    return offer(tenantId).quietHours;
  } catch (error) {
    if (error instanceof Fault && error.kind === "missing") return undefined;
    throw error;
  }
}
