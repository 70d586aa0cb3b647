import { Binary } from "mongodb";
import type { SubjectKey, TenantKey, TenantKeyUse } from "./key-vault.ts";
import { PhiError } from "./phi-error.ts";
import type { PhiClass } from "./place.ts";

/** A row of tenant_keys. */
export interface TenantKeyRow {
  _id: string;
  tenantId: string;
  use: TenantKeyUse;
  version: number;
  /** Gone once the key is destroyed. */
  wrapped?: Binary;
}

/** A row of subject_keys: wrapped, or shredded. */
export interface SubjectKeyRow {
  _id: string;
  tenantId: string;
  subjectId: string;
  class: PhiClass;
  version: number;
  wrapped?: Binary;
  wrappedBy?: string;
  shredded?: { at: Date; by: string; reason: string };
}

/** The key of a row, or nothing once it is destroyed. */
export function tenantKeyOf(row: TenantKeyRow): TenantKey | undefined {
  const { _id: keyId, tenantId, use, version, wrapped } = row;
  return wrapped && { keyId, tenantId, use, version, wrapped: bytesOf(wrapped) };
}

export function subjectKeyOf(row: SubjectKeyRow): SubjectKey {
  const { _id: keyId, tenantId, subjectId, version, wrapped, wrappedBy, shredded, class: phiClass } = row;
  const name = { keyId, tenantId, subjectId, class: phiClass, version };
  if (shredded !== undefined) return { ...name, state: "shredded", ...shredded };
  if (wrapped === undefined || wrappedBy === undefined) throw new PhiError("PHI_MALFORMED", { keyId });
  return { ...name, state: "live", wrapped: bytesOf(wrapped), wrappedBy };
}

export function rowOfTenantKey({ keyId, wrapped, ...rest }: TenantKey): TenantKeyRow {
  return { _id: keyId, ...rest, wrapped: new Binary(wrapped) };
}

function bytesOf(binary: Binary): Uint8Array {
  return binary.buffer.subarray(0, binary.position);
}
