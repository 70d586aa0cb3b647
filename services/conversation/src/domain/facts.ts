import type { Language } from "./language.ts";

export type Localised = Readonly<Record<string, string>>;

export interface VisitType {
  readonly id: string;
  readonly names: Localised;
  readonly durationMinutes: number;
  readonly preparation: Localised;
}

export interface FreeTime {
  readonly slotId: string;
  readonly visitTypeId: string;
  readonly practitionerName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface FreeTimes {
  readonly times: readonly FreeTime[];
  readonly more: boolean;
}

export interface Visit {
  readonly appointmentId: string;
  readonly version: number;
  readonly status: "booked" | "confirmed" | "cancelled";
  readonly contactId: string;
  readonly visitTypeId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A visit with what is said about it. */
export interface VisitDetails {
  readonly visit: Visit;
  readonly visitType: VisitType | undefined;
  readonly practitionerName: string;
}

export type Hold =
  | { readonly kind: "held"; readonly holdId: string; readonly until: Date; readonly time: FreeTime }
  | { readonly kind: "taken"; readonly time?: FreeTime | undefined }
  | { readonly kind: "past"; readonly time?: FreeTime | undefined };

export type Booked =
  | { readonly kind: "done"; readonly visit: Visit }
  | { readonly kind: "hold-expired" | "taken" | "past" | "not-booked" };

export type Changed = {
  readonly kind: "done" | "already" | "cancelled" | "past" | "other-version";
  readonly visit?: Visit | undefined;
};

export type Consent = "never-asked" | "granted" | "refused" | "withdrawn";

/** A decision that the ledger holds. The latest counts, and of two in one moment the one that permits less. */
export interface Decided {
  readonly decision: Exclude<Consent, "never-asked">;
  readonly at: Date;
}

export interface Identity {
  readonly fullName: string;
  readonly birthDate: string;
}

/** A name in the reader's language, or in any. */
export function localised(words: Localised, language: Language): string {
  return words[language] ?? words["en"] ?? Object.values(words)[0] ?? "";
}
