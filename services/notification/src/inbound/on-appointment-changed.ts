import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { AppointmentChange } from "@careline/contracts/scheduling/v1/events";
import type { suppressReminders } from "../app/suppress-reminders.ts";

/** Queued reminders of a version that is no longer true are void. */
export function onAppointmentChanged(suppress: ReturnType<typeof suppressReminders>): Route {
  return on(topics.appointmentChanged, async ({ id, tenantId, value: { change, appointment } }) => {
    if (appointment === undefined) return;
    const { appointmentId, version } = appointment;
    if (change === AppointmentChange.CANCELLED)
      await suppress(tenantId, { appointmentId }, "visit-cancelled", id);
    if (change === AppointmentChange.MOVED)
      await suppress(tenantId, { appointmentId, notVersion: Number(version) }, "visit-moved", id);
  });
}
