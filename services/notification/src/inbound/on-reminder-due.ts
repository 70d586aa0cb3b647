import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { Fault } from "@careline/faults";
import type { planIntent } from "../app/plan.ts";
import type { Saved } from "../app/ports.ts";

/** A due reminder becomes an intent with the occurrence's own id: however often it is heard, there is one. */
export function onReminderDue(plan: ReturnType<typeof planIntent>, offer: (planned: Saved) => void): Route {
  return on(topics.reminderDue, async ({ id, tenantId, value }) => {
    const { occurrenceId, appointment, expiresAt, timeZone } = value;
    if (appointment?.startsAt === undefined) throw new Fault("unreadable", "a reminder without a visit");
    const { appointmentId, version, startsAt, contactId } = appointment;
    const reminder = {
      appointmentId,
      version: Number(version),
      startsAt,
      clinicTimeZone: appointment.timeZone,
      patientTimeZone: timeZone,
    };
    const planned = {
      intentId: occurrenceId,
      tenantId,
      contactId,
      intentClass: "reminder",
      source: "reminder",
      sourceId: occurrenceId,
      sequence: 0,
      expiresAt,
      windowOpenedAt: undefined,
      reminder,
    } as const;
    const fresh = await plan(id, planned, "", undefined);
    if (fresh !== undefined) offer(fresh);
  });
}
