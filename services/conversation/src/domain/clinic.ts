import type { Language } from "./language.ts";

interface OfficeHours {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
}

/** What the dialogue needs to know of a clinic. */
export interface Clinic {
  readonly tenantId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly country: string;
  readonly defaultLanguage: Language;
  readonly emergencyNumber: string;
  readonly phone: string;
  readonly address: string;
  readonly directionsUrl: string;
  readonly privacyUrl: string;
  readonly consentWordingVersion: string;
  readonly officeHours: readonly OfficeHours[];
  readonly replyWithinMinutes: number;
  readonly closedDays: readonly string[];
}
