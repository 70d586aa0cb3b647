import { Fault } from "@careline/faults";
import type { Appointment } from "../domain/appointment.ts";
import { hold as decideHold } from "../domain/hold.ts";
import { planReminders } from "../domain/reminders.ts";
import type { Cause, Hold, Page, Ports } from "./ports.ts";

export type BookResult =
  | { readonly kind: "done"; readonly appointment: Appointment }
  | { readonly kind: "hold-expired" | "taken" | "past" | "not-booked" };

export interface Booking {
  readonly idempotencyKey: string;
  readonly holdId: string;
  readonly contactId: string;
  readonly patientId: string;
  readonly patientTimeZone?: string | undefined;
}

/** Turns a hold into a visit, its reminders planned with it. The same key books once and answers the same. */
export function bookAppointment({ diary, offer, now, newId }: Ports) {
  return (tenantId: string, booking: Booking, cause: Cause): Promise<BookResult> =>
    diary.transaction(async (page) => {
      const earlier = await alreadyDone(page, tenantId, booking);
      if (earlier !== undefined) return earlier;
      const moment = now();
      const clinic = offer(tenantId);
      const kept = await keptHold(page, tenantId, booking, moment);
      if ("kind" in kept) return kept;
      const { timeZone } = clinic;
      const appointment: Appointment = {
        appointmentId: newId(),
        tenantId,
        version: 1,
        status: "booked",
        patientId: booking.patientId,
        contactId: booking.contactId,
        ...kept.slot,
        timeZone,
        patientTimeZone: booking.patientTimeZone ?? timeZone,
      };
      if (!(await page.claimFor(kept, appointment.appointmentId))) return { kind: "taken" };
      await page.put(appointment);
      await page.planReminders(appointment, planReminders(appointment, clinic.quietHours, moment), moment);
      await page.remember(tenantId, booking.idempotencyKey, { ...appointment }, moment);
      page.tell("booked", appointment, cause, moment);
      return { kind: "done", appointment };
    });
}

/** What the same request did before. A visit that has changed since is told as it is now. */
export async function alreadyDone(
  page: Page,
  tenantId: string,
  { idempotencyKey, contactId }: Pick<Booking, "idempotencyKey" | "contactId">,
): Promise<BookResult | undefined> {
  const done = await page.done(tenantId, idempotencyKey);
  if (done === undefined) return undefined;
  const appointment = await page.appointment(tenantId, done.appointmentId);
  if (appointment === undefined) throw new Fault("unreadable", "a booking lost its visit");
  if (appointment.contactId !== contactId)
    throw new Fault("invalid", "idempotency_key was used for another contact");
  return { kind: "done", appointment };
}

/** The live hold, or why there is none. A hold ends on the minute, even when nobody else wants the time. */
export async function keptHold(
  page: Page,
  tenantId: string,
  { holdId, contactId }: Pick<Booking, "holdId" | "contactId">,
  now: Date,
): Promise<Hold | Exclude<BookResult, { kind: "done" }>> {
  const kept = await page.hold(tenantId, holdId);
  if (kept === undefined || kept.contactId !== contactId) return { kind: "hold-expired" };
  if (kept.until > now && kept.slot.startsAt > now) return kept;
  const again = decideHold(kept.slot.startsAt, await page.claims(tenantId, kept.slot), contactId, now);
  return { kind: again.kind === "held" ? "hold-expired" : again.kind };
}
