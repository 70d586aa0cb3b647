import type { Range } from "../domain/merkle.ts";

export interface Arrived {
  readonly tenantId: string;
  readonly eventId: string;
  readonly bytes: Uint8Array;
  readonly patientRef: string;
  readonly at: Date;
}

export interface Entry {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
}

export interface Head {
  readonly tenantId: string;
  readonly range: Range;
  /** How much of it has been signed and published. */
  readonly sealedSize: number;
  readonly checkpoint: string;
  readonly sealedAt: Date | undefined;
}

export interface AuditLog {
  /** Keeps what arrived until it is appended; resolves when it is durable. In the log, twice is once. */
  receive(arrived: Arrived): Promise<void>;
  /** Tenants for which something waits. */
  waiting(): Promise<readonly string[]>;
  /** Appends what waits, in the order of arrival, at most a batch. Fault("conflict") when a later writer took over. */
  appendBatch(tenantId: string, fence: number): Promise<number>;
  unsealed(): Promise<readonly Head[]>;
  /** Keeps that so much of it is signed and published; never less than before. */
  sealed(tenantId: string, size: number, checkpoint: string, at: Date): Promise<void>;
  head(tenantId: string): Promise<Head | undefined>;
  entries(tenantId: string, from: number, limit: number, patientRef?: string): Promise<readonly Entry[]>;
  /** The hashes of the entries in a stretch of the log. */
  leafHashes(tenantId: string, from: number, until: number): Promise<readonly Uint8Array[]>;
  /** The hashes of a tile, 32 bytes each. */
  tile(tenantId: string, level: number, index: number): Promise<Uint8Array>;
}

export interface Signer {
  /** Signs a head that continues what it signed last, and no other. */
  sign(
    tenantId: string,
    size: number,
    root: Uint8Array,
    added: (from: number) => Promise<readonly Uint8Array[]>,
  ): Promise<string>;
}

export interface Publisher {
  /** Writes the files of a log that changed since `sealedSize`, the checkpoint last. A published log never shrinks. */
  publish(head: Head, checkpoint: string): Promise<void>;
}
