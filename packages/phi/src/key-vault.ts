import type { ShredRequest } from "./phi.ts";
import type { PhiClass } from "./place.ts";

/** What a tenant's root keys are for: wrapping data keys, or deriving blind indexes. */
export type TenantKeyUse = "wrap" | "index";

/** A root key of a tenant, wrapped by the key service. */
export interface TenantKey {
  readonly keyId: string;
  readonly tenantId: string;
  readonly use: TenantKeyUse;
  readonly version: number;
  readonly wrapped: Uint8Array;
}

/** Whose data a key opens. A subject is a patient or a contact. */
export interface SubjectKeyName {
  readonly keyId: string;
  readonly tenantId: string;
  readonly subjectId: string;
  readonly class: PhiClass;
  readonly version: number;
}

export interface Wrapping {
  readonly wrapped: Uint8Array;
  /** The id of the tenant key that unwraps it. */
  readonly wrappedBy: string;
}

export type LiveSubjectKey = SubjectKeyName & Wrapping & { readonly state: "live" };
/** What shredding leaves: it keeps the key from being made again. */
export type Tombstone = SubjectKeyName &
  Pick<ShredRequest, "at" | "by" | "reason"> & { readonly state: "shredded" };
export type SubjectKey = LiveSubjectKey | Tombstone;

/** Where wrapped keys are kept. What it says is there is there for good: reads and writes are by majority. */
export interface KeyVault {
  /** Keys of a use that are not destroyed, newest first. */
  tenantKeys(tenantId: string, use: TenantKeyUse): Promise<readonly TenantKey[]>;
  /** Adds a version and gives the one that stands: another process may have been first. */
  addTenantKey(key: TenantKey): Promise<TenantKey>;
  /** Destroys a wrapping key. False, and nothing is done, while it still wraps a data key. */
  destroyTenantKey(tenantId: string, keyId: string): Promise<boolean>;

  subjectKey(tenantId: string, keyId: string): Promise<SubjectKey | undefined>;
  /** The newest version, or a tombstone as soon as any version is shredded. */
  newestSubjectKey(tenantId: string, subjectId: string, phiClass: PhiClass): Promise<SubjectKey | undefined>;
  /** Adds a version and gives the one that stands. */
  addSubjectKey(key: LiveSubjectKey): Promise<SubjectKey>;
  /** Some of the live keys under a wrapping key; none only when there are none. */
  wrappedBy(tenantId: string, wrappedBy: string): Promise<readonly LiveSubjectKey[]>;
  /** Changes the wrapping of a live key if it is still the one that was read. */
  rewrap(key: LiveSubjectKey, wrapping: Wrapping): Promise<void>;
  /** Destroys all versions of the classes together. A class without a key gets its tombstone too. */
  shred(request: ShredRequest): Promise<void>;
}
