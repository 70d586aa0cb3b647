import type { Appointment } from "../domain/appointment.ts";
import { reminderTruth } from "../domain/reminders.ts";
import type { Ports } from "./ports.ts";

export type ReminderCheck =
  | { readonly stillTrue: true; readonly appointment: Appointment }
  | { readonly stillTrue: false; readonly reason: string };

/** Asked in the moment before a reminder is sent: is what it says still so? */
export function checkReminder({ diary, reminders, now }: Ports) {
  return async (tenantId: string, occurrenceId: string): Promise<ReminderCheck> => {
    const occurrence = await reminders.find(tenantId, occurrenceId);
    if (occurrence === undefined) return { stillTrue: false, reason: "unknown" };
    const appointment = await diary.appointment(tenantId, occurrence.appointmentId);
    if (appointment === undefined) return { stillTrue: false, reason: "unknown" };
    const truth = reminderTruth(appointment, occurrence.version, now());
    return truth.kind === "true"
      ? { stillTrue: true, appointment }
      : { stillTrue: false, reason: truth.reason };
  };
}
