import { auditRecorded, topics } from "@careline/contracts";
import { failpoint } from "@careline/faults";
import type { Opening } from "@careline/phi";
import type { Store, Unit } from "@careline/store";
import type { Reader } from "../app/directory.ts";

interface What {
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly patientRef: string;
}

/** Records a read for another service before it is answered: what is not in the outbox was not shown. */
export async function tellRead(
  store: Store,
  reader: Reader,
  what: What,
  openings: readonly Opening[],
  at: Date,
): Promise<void> {
  failpoint("conversation.before-read-told");
  await store.unit(async (unit) => tellAct(unit, reader, what, openings, at));
  failpoint("conversation.after-read-told");
}

export function tellAct(
  unit: Unit,
  reader: Reader,
  what: What,
  openings: readonly Opening[],
  at: Date,
): void {
  const { tenantId, caller, requestId } = reader;
  unit.emit(topics.auditRecorded, {
    key: tenantId,
    tenantId,
    time: at,
    value: auditRecorded({
      service: "conversation",
      actor: `service:${caller}`,
      purpose: "answer-patient",
      requestId,
      at,
      opened: [...new Set(openings.map(({ label }) => label))],
      ...what,
    }),
  });
}
