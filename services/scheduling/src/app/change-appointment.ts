import { Fault } from "@careline/faults";
import { type Appointment, cancel, type Change, confirm } from "../domain/appointment.ts";
import type { Cause, Page, Ports } from "./ports.ts";

export interface ChangeWish {
  readonly appointmentId: string;
  readonly contactId: string;
  /** The version that the patient was told; 0 for whatever it is now. */
  readonly version: number;
}

export interface ChangeResult {
  readonly change: Change["kind"];
  readonly appointment: Appointment;
}

/** Records that a patient will come. A second time changes nothing. */
export function confirmAppointment(ports: Ports) {
  return changing(ports, confirm, async (page, appointment, cause, now) => {
    page.tell("confirmed", appointment, cause, now);
  });
}

/** Cancels a visit: its time is free again, its reminders are void. A second time changes nothing. */
export function cancelAppointment(ports: Ports) {
  return changing(ports, cancel, async (page, appointment, cause, now) => {
    await page.free(appointment.tenantId, appointment.appointmentId);
    await page.planReminders(appointment, [], now);
    page.tell("cancelled", appointment, cause, now);
  });
}

function changing(
  { diary, now }: Ports,
  rule: typeof confirm,
  carryOut: (page: Page, appointment: Appointment, cause: Cause, now: Date) => Promise<void>,
) {
  return (tenantId: string, wish: ChangeWish, cause: Cause): Promise<ChangeResult> =>
    diary.transaction(async (page) => {
      const before = await page.appointment(tenantId, wish.appointmentId);
      if (before === undefined || before.contactId !== wish.contactId)
        throw new Fault("missing", "no such appointment");
      const moment = now();
      const change = rule(before, wish.version, moment);
      if (change.kind !== "done") return { change: change.kind, appointment: before };
      await page.put(change.appointment);
      await carryOut(page, change.appointment, cause, moment);
      return { change: "done", appointment: change.appointment };
    });
}
