import type { IndexWish } from "@careline/store";
import type { Binary } from "mongodb";

export interface RecordDocument {
  eventId: string;
  bytes: Binary;
  patientRef: string;
  at: Date;
}

/** Records of one tenant that became durable together, in the order in which they came. */
export interface ParcelDocument {
  _id: string;
  tenantId: string;
  arrival: string;
  records: RecordDocument[];
}

/** Entries that were appended together. All lists are in their order and as long. */
export interface SegmentDocument {
  /** tenant/index */
  _id: string;
  tenantId: string;
  /** Of its first entry. */
  index: number;
  eventId: string[];
  patientRef: string[];
  bytes: Binary[];
  /** 32 bytes each, one after the other. */
  leafHash: Binary;
}

export interface HeadDocument {
  _id: string;
  size: number;
  roots: Binary[];
  /** The fence of the writer that appended last. */
  epoch: number;
  sealedSize: number;
  checkpoint: string;
  sealedAt: Date | null;
}

export interface TileDocument {
  /** tenant/level/index */
  _id: string;
  hashes: Binary;
}

/** How many entries a segment has at most: whoever looks for an entry looks so far back for its segment. */
export const segmentEntriesMax = 256;

export const auditIndexes: readonly IndexWish[] = [
  { collection: "audit_pending", key: { tenantId: 1, arrival: 1 } },
  { collection: "audit_entries", key: { tenantId: 1, eventId: 1 }, options: { unique: true } },
  { collection: "audit_entries", key: { tenantId: 1, index: 1 }, options: { unique: true } },
  { collection: "audit_entries", key: { tenantId: 1, patientRef: 1, index: 1 } },
];

/** What an earlier version kept one by one is a list of one: of these fields, and of the records of a parcel. */
export function listed<T>(kept: T | readonly T[]): readonly T[] {
  return isList(kept) ? kept : [kept];
}

function isList<T>(kept: T | readonly T[]): kept is readonly T[] {
  return Array.isArray(kept);
}
