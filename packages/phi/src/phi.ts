import type { PhiClass, Place } from "./place.ts";
import type { Sealed } from "./sealed.ts";

export type BlindIndexName =
  | "phone"
  | "wa.bsuid"
  | "wa.parent_bsuid"
  | "wa.address"
  | "wamid"
  | "mrn"
  | "email"
  | "person";

/** Why something is opened, in a word that the audit log can keep: understand-message, deliver-reply. */
export interface Why {
  readonly purpose: string;
}

/** What was opened, for the audit entry of whoever opened it. */
export interface Opening {
  readonly label: string;
  readonly subjectId: string;
  readonly purpose: string;
}

/** Opens sealed values and remembers which, so that the same unit of work can record it. */
export interface Reading {
  open(sealed: Sealed, why: Why): Promise<Uint8Array>;
  readonly openings: readonly Opening[];
}

export interface Phi {
  /** Seals bytes for a place. A subject's data key is made with its first value. */
  seal<Label extends string>(label: Label, plaintext: Uint8Array, place: Place): Promise<Sealed<Label>>;
  /** A reader for one unit of work: its openings belong into that unit's audit entry. */
  reading(): Reading;
  /** A keyed hash for lookups by equality, 16 bytes as hex. The value must be canonical (see `canonicalPhone`). */
  blindIndex(tenantId: string, name: BlindIndexName, canonical: string): Promise<string>;
  /** Destroys the keys of a subject, all versions of the given classes. A second time changes nothing. */
  shred(request: ShredRequest): Promise<void>;
  /** Forgets cached keys of a subject: another process destroyed them. */
  forget(tenantId: string, subjectId: string): void;
  /** A new tenant wrapping key, then every data key wrapped anew. Resumable; safe to stop at any point. */
  rotateTenantKey(tenantId: string): Promise<void>;
  /** A new data key for what is sealed from now on in one class of a subject; older ones only open. */
  rotateSubjectKey(tenantId: string, subjectId: string, phiClass: PhiClass): Promise<void>;
  /** Forgets all keys. */
  close(): Promise<void>;
}

export interface ShredRequest {
  readonly tenantId: string;
  readonly subjectId: string;
  readonly classes: readonly PhiClass[];
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}
