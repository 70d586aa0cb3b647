import { Fault } from "@careline/faults";
import { move } from "../domain/appointment.ts";
import { planReminders } from "../domain/reminders.ts";
import { alreadyDone, type BookResult, keptHold } from "./book-appointment.ts";
import type { Cause, Ports } from "./ports.ts";

export interface Moving {
  readonly idempotencyKey: string;
  readonly appointmentId: string;
  readonly holdId: string;
  readonly contactId: string;
}

/** Gives a visit the time of a hold; its old time is free again and its old reminders are void. Once per key. */
export function moveAppointment({ diary, offer, now }: Ports) {
  return (tenantId: string, moving: Moving, cause: Cause): Promise<BookResult> =>
    diary.transaction(async (page) => {
      const earlier = await alreadyDone(page, tenantId, moving);
      if (earlier !== undefined) return earlier;
      const moment = now();
      const before = await page.appointment(tenantId, moving.appointmentId);
      if (before === undefined || before.contactId !== moving.contactId)
        throw new Fault("missing", "no such appointment");
      const kept = await keptHold(page, tenantId, moving, moment);
      if ("kind" in kept) return kept;
      const change = move(before, kept.slot, moment);
      if (change.kind !== "done") {
        // The time was held for a move that cannot be: others may have it at once.
        await page.dropHold(kept);
        return { kind: "not-booked" };
      }
      const { appointment } = change;
      await page.free(tenantId, appointment.appointmentId);
      if (!(await page.claimFor(kept, appointment.appointmentId)))
        throw new Fault("conflict", "the held time was lost while the visit moved");
      await page.put(appointment);
      await page.planReminders(
        appointment,
        planReminders(appointment, offer(tenantId).quietHours, moment),
        moment,
      );
      await page.remember(tenantId, moving.idempotencyKey, { ...appointment }, moment);
      page.tell("moved", appointment, cause, moment);
      return change;
    });
}
