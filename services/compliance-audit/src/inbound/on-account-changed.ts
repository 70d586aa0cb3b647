import { on, type Route } from "@careline/bus";
import { auditRecorded, topics } from "@careline/contracts";
import type { AuditLog } from "../app/audit-ports.ts";
import { entryBytes } from "../domain/entry.ts";
import { tenantOf } from "./tenant-of.ts";

/** What came in well signed but was not understood is on record, sealed as it came: nothing is dropped unseen. */
export function onAccountChanged(log: AuditLog): Route {
  return on(topics.accountChanged, async ({ id: eventId, time: at, value, ...event }) => {
    const tenantId = tenantOf(event.tenantId);
    const recorded = auditRecorded({
      service: "gateway",
      actor: "service:gateway",
      action: value.understood ? "account.changed" : "webhook.not-understood",
      purpose: "operation",
      resourceType: "webhook",
      resourceId: value.field,
      requestId: eventId,
      at,
    });
    const bytes = entryBytes(tenantId, eventId, recorded, { epoch: 0, seq: 0 }, at);
    await log.receive({ tenantId, eventId, bytes, patientRef: "", at });
  });
}
