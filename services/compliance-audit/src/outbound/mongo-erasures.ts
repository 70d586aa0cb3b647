import { auditRecorded, topics } from "@careline/contracts";
import type { Store } from "@careline/store";
import type { Erasures } from "../app/erase-subject.ts";

interface ErasureDocument {
  /** tenant/idempotency key */
  _id: string;
  tenantId: string;
  subjectId: string;
  classes: string[];
  reason: string;
  at: Date;
}

export function mongoErasures(store: Store): Erasures {
  const erasures = store.collection<ErasureDocument>("erasures");
  return {
    record: (tenantId, { idempotencyKey, subjectId, classes, reason, staffId, requestId }, at) =>
      store.unit(async (unit) => {
        const { session } = unit;
        const _id = `${tenantId}/${idempotencyKey}`;
        const known = await erasures.findOne({ _id }, { session });
        if (known !== null) return known.at;
        await erasures.insertOne(
          { _id, tenantId, subjectId, classes: [...classes], reason, at },
          { session },
        );
        const value = { subjectId, classes: [...classes], at };
        unit.emit(topics.keyShredded, { key: subjectId, tenantId, time: at, value });
        unit.emit(topics.auditRecorded, {
          key: tenantId,
          tenantId,
          time: at,
          value: auditRecorded({
            service: "compliance-audit",
            actor: `staff:${staffId}`,
            action: "subject.erased",
            purpose: "erasure",
            resourceType: "subject",
            resourceId: subjectId,
            patientRef: subjectId,
            requestId,
            basis: reason,
            at,
          }),
        });
        return at;
      }),
  };
}
