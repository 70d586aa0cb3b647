import type { AuditRecorded } from "@careline/contracts/compliance/v1/events";
import { Fault } from "@careline/faults";
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
  // Members in the order of their names, no space, ids and codes for values: so JSON.stringify writes what RFC 8785 (JCS)
  // demands, and everybody hashes the same bytes. What is undefined is left out.
  const entry = {
    action: recorded.action,
    actor: recorded.actor,
    basis: recorded.basis === "" ? undefined : recorded.basis,
    ...(recorded.detail !== undefined && kept(recorded.detail.box)),
    eventId,
    onBehalfOf: recorded.onBehalfOf,
    opened: recorded.opened.length === 0 ? undefined : recorded.opened,
    outcome: recorded.outcome,
    patientRef: recorded.patientRef,
    policyId: recorded.policyId,
    producer: { epoch, instance: recorded.instance, seq, service: recorded.service },
    purpose: recorded.purpose,
    requestId: recorded.requestId,
    resource: { id: recorded.resourceId, type: recorded.resourceType },
    tenant: tenantId,
    ts: (recorded.at ?? at).toISOString(),
    v: 1,
  };
  const bytes = Buffer.from(JSON.stringify(entry), "utf8");
  if (bytes.length > entryBytesMax) throw new Fault("unreadable", "an audit record is too long for the log");
  return bytes;
}

// That something was done counts more than its details: of details too long for the log only the hash is kept.
function kept(box: Uint8Array): { detail: string } | { detailSha256: string } {
  if (box.length <= detailBytesMax) return { detail: Buffer.from(box).toString("base64") };
  return { detailSha256: hash([box]).toString("base64") };
}
