import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { AppointmentChange } from "@careline/contracts/scheduling/v1/events";
import type { TierNews } from "../app/ports.ts";
import type { suppressReminders } from "../app/suppress-reminders.ts";

/** Queued reminders of a version that is no longer true are void; those of a visit that is have their room. */
export function onAppointmentChanged(
  suppress: ReturnType<typeof suppressReminders>,
  note: TierNews["visit"],
): Route {
  return on(topics.appointmentChanged, async ({ id, tenantId, value: { change, appointment } }) => {
    if (appointment === undefined) return;
    const { appointmentId, version, contactId, startsAt } = appointment;
    const isOn = change !== AppointmentChange.CANCELLED;
    if (startsAt !== undefined)
      await note({ tenantId, appointmentId, version: Number(version), contactId, startsAt, isOn });
    if (change === AppointmentChange.CANCELLED)
      await suppress(tenantId, { appointmentId }, "visit-cancelled", id);
    if (change === AppointmentChange.MOVED)
      await suppress(tenantId, { appointmentId, notVersion: Number(version) }, "visit-moved", id);
  });
}
