import type { Values } from "./fill-template.ts";
import type { ReminderOf } from "./intent.ts";
import type { LibraryTemplate } from "./template.ts";

const names = {
  day: "appointment_reminder_24h_v1",
  hours: "appointment_reminder_2h_v1",
  moved: "appointment_reminder_moved_v1",
  /** Has no end: where none of the others is approved yet. */
  former: "appointment_reminder_v1",
} as const;

// WhatsApp tries to deliver those of a day for so long: nearer to the visit one goes that it gives up earlier.
const dayMs = 12 * 3_600_000;

/** Which templates can say it, the best first. A visit is as it was booked in its first version. */
export function reminderNames({ startsAt, version }: ReminderOf, now: Date): readonly string[] {
  const isNear = startsAt.getTime() - now.getTime() < dayMs;
  if (isNear) return [names.hours, names.former];
  return version > 1 ? [names.moved, names.day, names.former] : [names.day, names.former];
}

/** Would WhatsApp have given it up before the visit begins? */
export function endsInTime({ ttlMs }: LibraryTemplate, { startsAt }: ReminderOf, now: Date): boolean {
  return ttlMs === undefined || now.getTime() + ttlMs <= startsAt.getTime();
}

/** A reminder says where and when, and nothing of why: it may show on a locked screen. */
export function reminderValues(
  { startsAt, clinicTimeZone: timeZone }: ReminderOf,
  clinic: { readonly name: string; readonly directionsUrl: string },
  language: string,
): Values {
  const words = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language] ?? language.replace("_", "-"), { timeZone, ...options }).format(
      startsAt,
    );
  return {
    clinic_name: clinic.name,
    date: words({ weekday: "long", day: "numeric", month: "long" }),
    time: words({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    directions_url: clinic.directionsUrl,
  };
}

// Where a language alone does not say how it writes dates: British, and Arabic with the digits that the chat shows elsewhere.
const locales: Readonly<Record<string, string>> = { en: "en-GB", es: "es-ES", ar: "ar-u-nu-latn" };

/**
 * What its buttons bring back: the visit's id and the version that was read out, as appt.confirm.<appointmentId>.<version>,
 * and move and cancel likewise.
 */
export function reminderPayloads({ appointmentId, version }: ReminderOf): readonly string[] {
  return ["confirm", "move", "cancel"].map((verb) => `appt.${verb}.${appointmentId}.${version}`);
}
