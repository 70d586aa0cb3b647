import type { AuditRecorded } from "./gen/careline/compliance/v1/events.ts";

/** What every audit entry must say; the rest has an empty default. */
export type AuditFacts = Pick<AuditRecorded, "service" | "actor" | "action" | "purpose" | "at"> &
  Partial<AuditRecorded>;

/** An audit entry's value. `epoch` and `seq` are given by the relay that publishes it. */
export function auditRecorded(facts: AuditFacts): AuditRecorded {
  return {
    instance: facts.service,
    epoch: 0n,
    seq: 0n,
    onBehalfOf: "",
    outcome: "success",
    resourceType: "",
    resourceId: "",
    patientRef: "",
    requestId: "",
    policyId: "",
    basis: "",
    detail: undefined,
    opened: [],
    ...facts,
  };
}
