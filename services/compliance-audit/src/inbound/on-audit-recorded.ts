import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { AuditLog } from "../app/audit-ports.ts";
import { entryBytes } from "../domain/entry.ts";
import { tenantOf } from "./tenant-of.ts";

export function onAuditRecorded(log: AuditLog, nudge: () => void): Route {
  return on(
    topics.auditRecorded,
    async ({ id: eventId, time, value, epoch = 0, sequence: seq = 0, ...event }) => {
      const tenantId = tenantOf(event.tenantId);
      const at = value.at ?? time;
      const bytes = entryBytes(tenantId, eventId, value, { epoch, seq }, at);
      await log.receive({ tenantId, eventId, bytes, patientRef: value.patientRef, at });
      nudge();
    },
  );
}
