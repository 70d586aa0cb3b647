import type { AuditRecorded } from "@careline/contracts/compliance/v1/events";
import { canonical } from "./canonical.ts";

export interface Producer {
  readonly epoch: number;
  readonly seq: number;
}

/** The bytes that an entry is kept and hashed as: canonical JSON. What concerns a patient is sealed or an opaque id. */
export function entryBytes(
  tenantId: string,
  eventId: string,
  recorded: AuditRecorded,
  { epoch, seq }: Producer,
  at: Date,
): Buffer {
  const { service, instance, actor, onBehalfOf, action, outcome, purpose } = recorded;
  const { patientRef, requestId, policyId, basis, detail, opened } = recorded;
  const entry = {
    v: 1,
    eventId,
    tenant: tenantId,
    ts: (recorded.at ?? at).toISOString(),
    producer: { service, instance, epoch, seq },
    actor,
    onBehalfOf,
    action,
    outcome,
    purpose,
    resource: { type: recorded.resourceType, id: recorded.resourceId },
    patientRef,
    requestId,
    policyId,
    ...(basis !== "" && { basis }),
    ...(opened.length > 0 && { opened }),
    ...(detail !== undefined && { detail: detail.box.toString("base64") }),
  };
  return Buffer.from(canonical(entry), "utf8");
}
