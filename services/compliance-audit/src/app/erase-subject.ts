import type { Phi, PhiClass } from "@careline/phi";

export interface Erasure {
  readonly idempotencyKey: string;
  readonly subjectId: string;
  readonly classes: readonly PhiClass[];
  readonly reason: string;
  readonly staffId: string;
  readonly requestId: string;
}

export interface Erasures {
  /** Tells and records an erasure once per key; gives when it was done. */
  record(tenantId: string, erasure: Erasure, at: Date): Promise<Date>;
}

/**
 * Destroys a subject's keys, then tells everybody. Keys first: a crash between the two leaves nothing readable, and
 * the same request again finishes it.
 */
export function eraseSubject({ phi, erasures, now }: { phi: Phi; erasures: Erasures; now: () => Date }) {
  return async (tenantId: string, erasure: Erasure): Promise<Date> => {
    const at = now();
    const { subjectId, classes, reason, staffId } = erasure;
    await phi.shred({ tenantId, subjectId, classes, reason, by: `staff:${staffId}`, at });
    return erasures.record(tenantId, erasure, at);
  };
}
