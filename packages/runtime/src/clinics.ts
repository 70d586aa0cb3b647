import { readFileSync } from "node:fs";
import { z } from "zod";
import { Fault } from "@careline/faults";

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");
const words = z.object({ en: z.string().min(1), es: z.string().min(1) });
const zone = z.string().refine((name) => isZone(name), "an IANA time zone");
const hours = z.object({
  /** 1 Monday … 7 Sunday, as ISO 8601 counts. */
  days: z.array(z.int().min(1).max(7)).min(1),
  from: time,
  until: time,
});

const fallbackRule = z
  .strictObject({
    channel: z.enum(["sms", "email"]),
    /** What went before has failed; it is unread; or the patient asked for this channel, which then goes first. */
    when: z.array(z.enum(["failed", "unread", "asked"])).min(1),
    /** Counted from the moment in which WhatsApp was first tried. */
    unreadAfterMinutes: z.int().positive().optional(),
  })
  .refine(
    ({ when, unreadAfterMinutes }) => when.includes("unread") === (unreadAfterMinutes !== undefined),
    'unreadAfterMinutes belongs to "unread"',
  );

/** A clinic as its operator writes it down: identity, numbers, what can be booked. Ids are stable and say nothing of patients. */
export const clinicSchema = z.strictObject({
  tenantId: z.string().regex(/^[a-z][a-z0-9_]{2,40}$/),
  name: z.string().min(1).max(60),
  timeZone: zone,
  /** ISO 3166-1 alpha-2: how local phone numbers are read. */
  country: z.string().length(2),
  defaultLanguage: z.enum(["en", "es"]),
  emergencyNumber: z.string().min(2).max(15),
  /** How else to reach the clinic. */
  phone: z.string().min(3).max(30),
  address: z.string().min(1).max(200),
  directionsUrl: z.url(),
  privacyUrl: z.url(),
  consentWordingVersion: z.string().min(1),
  whatsapp: z.object({
    wabaId: z.string().regex(/^\d{5,20}$/),
    phoneNumberId: z.string().regex(/^\d{5,20}$/),
    displayPhoneNumber: z.string().regex(/^\d{6,15}$/),
    /** What a patient sees as soon as the bot answers: nothing, that the message was read, or "typing…" as well. */
    readMarks: z.enum(["none", "read", "typing"]).default("none"),
  }),
  /** When people answer. */
  officeHours: z.array(hours).min(1),
  /** Within how many working minutes a person answers. */
  replyWithinMinutes: z.int().positive(),
  quietHours: z.object({ from: time, until: time }).default({ from: "21:00", until: "08:00" }),
  /** How else to say what WhatsApp could not, by purpose; the first that fits goes first. By default nothing goes but by WhatsApp. */
  fallback: z.strictObject({ reminder: z.array(fallbackRule) }).default({ reminder: [] }),
  visitTypes: z
    .array(
      z.object({
        id: z.string().min(1),
        names: words,
        durationMinutes: z.int().min(5).max(480),
        preparation: words.optional(),
        /** How long before its start a visit may still be booked. */
        leadMinutes: z.int().min(0).default(60),
      }),
    )
    .min(1),
  practitioners: z
    .array(
      z.object({
        id: z.string().min(1),
        name: z.string().min(1),
        visitTypes: z.array(z.string()).min(1),
        hours: z.array(hours).min(1),
      }),
    )
    .min(1),
  /** Days on which nobody works, YYYY-MM-DD. */
  closedDays: z.array(z.iso.date()).default([]),
});

export type Clinic = z.output<typeof clinicSchema>;

/** The clinics of an installation, found by tenant or by WhatsApp number. */
export interface Clinics {
  all(): readonly Clinic[];
  /** Fault("missing") for an unknown tenant. */
  of(tenantId: string): Clinic;
  byPhoneNumberId(phoneNumberId: string): Clinic | undefined;
}

/** Reads the file that CLINICS_FILE names: a JSON array of clinics. One error names every mistake in it. */
export function readClinics(path: string): Clinics {
  return clinicsFrom(JSON.parse(readFileSync(path, "utf8")));
}

export function clinicsFrom(input: unknown): Clinics {
  const parsed = z.array(clinicSchema).min(1).safeParse(input);
  if (!parsed.success) throw new Fault("invalid", `clinics: ${z.prettifyError(parsed.error)}`);
  const byTenant = new Map(parsed.data.map((clinic) => [clinic.tenantId, clinic]));
  const byNumber = new Map(parsed.data.map((clinic) => [clinic.whatsapp.phoneNumberId, clinic]));
  return {
    all: () => parsed.data,
    of: (tenantId) => {
      const clinic = byTenant.get(tenantId);
      if (clinic === undefined) throw new Fault("missing", "no such tenant");
      return clinic;
    },
    byPhoneNumberId: (phoneNumberId) => byNumber.get(phoneNumberId),
  };
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
