import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { AuditLog } from "../app/audit-ports.ts";
import { entryBytes } from "../domain/entry.ts";

export function onAuditRecorded(log: AuditLog, nudge: () => void): Route {
  return on(
    topics.auditRecorded,
    async ({ id: eventId, tenantId, time, value, epoch = 0, sequence: seq = 0 }) => {
      const at = value.at ?? time;
      const bytes = entryBytes(tenantId, eventId, value, { epoch, seq }, at);
      await log.receive({ tenantId, eventId, bytes, patientRef: value.patientRef, at });
      nudge();
    },
  );
}
