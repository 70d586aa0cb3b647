import type { IndexWish } from "@careline/store";
import type { Binary } from "mongodb";

export interface PendingDocument {
  /** tenant/event */
  _id: string;
  tenantId: string;
  eventId: string;
  arrival: string;
  bytes: Binary;
  patientRef: string;
  at: Date;
}

export interface EntryDocument {
  /** tenant/index */
  _id: string;
  tenantId: string;
  index: number;
  eventId: string;
  bytes: Binary;
  leafHash: Binary;
  patientRef: string;
  at: Date;
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

export const auditIndexes: readonly IndexWish[] = [
  { collection: "audit_pending", key: { tenantId: 1, arrival: 1 } },
  { collection: "audit_entries", key: { tenantId: 1, eventId: 1 }, options: { unique: true } },
  { collection: "audit_entries", key: { tenantId: 1, index: 1 }, options: { unique: true } },
  { collection: "audit_entries", key: { tenantId: 1, patientRef: 1, index: 1 } },
];
