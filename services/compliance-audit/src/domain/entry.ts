import type { AuditRecorded } from "@careline/contracts/compliance/v1/events";
import { Fault } from "@careline/faults";
import { canonical } from "./canonical.ts";
import { hash } from "./hash.ts";
import { entryBytesMax } from "./tiles.ts";

// So much detail leaves room for everything else in an entry.
const detailBytesMax = 32_768;

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
    ...(detail !== undefined && kept(detail.box)),
  };
  const bytes = Buffer.from(canonical(entry), "utf8");
  if (bytes.length > entryBytesMax) throw new Fault("unreadable", "an audit record is too long for the log");
  return bytes;
}

// That something was done counts more than its details: of details too long for the log only the hash is kept.
function kept(box: Uint8Array): { detail: string } | { detailSha256: string } {
  if (box.length <= detailBytesMax) return { detail: Buffer.from(box).toString("base64") };
  return { detailSha256: hash([box]).toString("base64") };
}
