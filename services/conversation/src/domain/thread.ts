import type { Crowd } from "./crowd.ts";
import type { FreeTime, Identity } from "./facts.ts";
import type { Language } from "./language.ts";

export type Owner = "bot" | "person";

/** What someone wanted before they were asked something else. */
export type Want = "book" | "visits" | "move" | "cancel" | "confirm";

/** What a free time is picked for. */
export type Goal =
  | { readonly kind: "book"; readonly person?: Person | undefined }
  | { readonly kind: "move"; readonly appointmentId: string; readonly version: number };

/** Who the visit is for, as they said it; entered among the patients, not yet linked to the contact. */
export interface Person extends Identity {
  readonly patientId: string;
}

export interface Held {
  readonly time: FreeTime;
  readonly holdId: string;
}

interface Choosing {
  readonly goal: Goal;
  readonly visitTypeId: string;
  /** Tells the list on the screen from an older one. */
  readonly token: string;
  readonly from: Date;
}

interface TimesShown extends Choosing {
  /** Times at that very moment which an earlier page showed. */
  readonly skip: readonly string[];
  readonly next: { readonly from: Date; readonly skip: readonly string[] };
}

/** Where the dialogue stands. Kept sealed: it may hold a name. */
export type Stage =
  | { readonly kind: "idle" }
  | { readonly kind: "consent"; readonly want?: Want | undefined }
  | { readonly kind: "visit-type"; readonly goal: Goal }
  | ({ readonly kind: "time" } & TimesShown)
  | ({ readonly kind: "day"; readonly next: Date } & Choosing)
  | { readonly kind: "name"; readonly held: Held }
  | { readonly kind: "birth-date"; readonly held: Held; readonly fullName: string }
  | { readonly kind: "summary"; readonly held: Held; readonly person?: Person | undefined }
  | { readonly kind: "which-visit"; readonly want: Exclude<Want, "book"> }
  | { readonly kind: "cancel"; readonly appointmentId: string }
  | { readonly kind: "opt-in" };

export interface Thread {
  readonly owner: Owner;
  /** undefined until the person has shown one. */
  readonly language?: Language | undefined;
  readonly urgent: boolean;
  /** Messages in a row that were not understood. */
  readonly misses: number;
  readonly stage: Stage;
  readonly crowd?: Crowd | undefined;
  /** Who the contact writes for, once known. */
  readonly patientId?: string | undefined;
}

export const idle: Stage = { kind: "idle" };
export const newThread: Thread = { owner: "bot", urgent: false, misses: 0, stage: idle };
