import type { TemplateContent } from "@careline/contracts/sealed/v1/sealed";
import type { ReminderOf } from "./intent.ts";

export const reminderTemplateName = "appointment_reminder_v1";

/**
 * A reminder says where and when, and nothing of why: it may show on a locked screen. Its buttons carry the visit's
 * id and the version that was read out: appt.confirm.<appointmentId>.<version>, and move and cancel likewise.
 */
export function reminderTemplate(
  reminder: ReminderOf,
  clinicName: string,
  language: string,
): TemplateContent {
  const { appointmentId, version, startsAt, clinicTimeZone: timeZone } = reminder;
  const words = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === "es" ? "es-ES" : "en-GB", { timeZone, ...options }).format(startsAt);
  return {
    name: reminderTemplateName,
    language: language === "es" ? "es" : "en",
    bodyParameters: [
      clinicName,
      words({ weekday: "long", day: "numeric", month: "long" }),
      words({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    ],
    quickReplyPayloads: ["confirm", "move", "cancel"].map(
      (verb) => `appt.${verb}.${appointmentId}.${version}`,
    ),
    ...{ namedParameters: [], header: undefined, buttons: [] },
  };
}
