import type { Appointment } from "./appointment.ts";
import { afterQuiet, beforeQuiet, type QuietHours } from "@careline/runtime/quiet-hours";

export interface ReminderRule {
  readonly ruleId: string;
  readonly hoursBefore: number;
  /** Later than this before the visit, the reminder says nothing that helps. */
  readonly uselessHoursBefore: number;
}

/** Three days and one day before: the pair that was tested most for fewer missed visits. */
export const reminderRules: readonly ReminderRule[] = [
  { ruleId: "before-72h", hoursBefore: 72, uselessHoursBefore: 25 },
  { ruleId: "before-24h", hoursBefore: 24, uselessHoursBefore: 2 },
];

export interface Planned {
  readonly ruleId: string;
  readonly dueAt: Date;
  readonly expiresAt: Date;
}

/** When to remind of this version of a visit. A moment that has passed already is not made up for. */
export function planReminders(appointment: Appointment, quiet: QuietHours, now: Date): readonly Planned[] {
  return reminderRules.flatMap((rule) => {
    const expiresAt = hoursBefore(appointment.startsAt, rule.uselessHoursBefore);
    const wanted = hoursBefore(appointment.startsAt, rule.hoursBefore);
    if (wanted <= now) return [];
    const later = afterQuiet(wanted, quiet, appointment.patientTimeZone);
    const dueAt = later < expiresAt ? later : beforeQuiet(wanted, quiet, appointment.patientTimeZone);
    return dueAt > now && dueAt < expiresAt ? [{ ruleId: rule.ruleId, dueAt, expiresAt }] : [];
  });
}

export type Verdict =
  | { readonly kind: "said" | "void" | "missed" }
  | { readonly kind: "later"; readonly dueAt: Date };

/**
 * What becomes of a reminder whose moment has come. A scheduler that was down may look late, so quiet hours count
 * here again, and what no longer helps is missed rather than said.
 */
export function judge(
  reminder: Pick<Planned, "expiresAt"> & { readonly version: number },
  appointment: Appointment,
  quiet: QuietHours,
  now: Date,
): Verdict {
  if (reminderTruth(appointment, reminder.version, now).kind === "untrue") return { kind: "void" };
  const dueAt = afterQuiet(now, quiet, appointment.patientTimeZone);
  if (dueAt >= reminder.expiresAt) return { kind: "missed" };
  return dueAt > now ? { kind: "later", dueAt } : { kind: "said" };
}

export type ReminderTruth =
  | { readonly kind: "true" }
  | { readonly kind: "untrue"; readonly reason: "moved" | "cancelled" | "past" };

/** Is what a reminder would say still so? */
export function reminderTruth(appointment: Appointment, version: number, now: Date): ReminderTruth {
  if (appointment.status === "cancelled") return { kind: "untrue", reason: "cancelled" };
  if (appointment.version !== version) return { kind: "untrue", reason: "moved" };
  if (appointment.startsAt <= now) return { kind: "untrue", reason: "past" };
  return { kind: "true" };
}

function hoursBefore(moment: Date, hours: number): Date {
  return new Date(moment.getTime() - hours * 3_600_000);
}
