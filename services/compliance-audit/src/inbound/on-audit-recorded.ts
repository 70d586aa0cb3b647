import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { AuditLog } from "../app/audit-ports.ts";
import { entryBytes } from "../domain/entry.ts";
import type { Heard } from "../domain/producer-watch.ts";
import { tenantOf } from "./tenant-of.ts";

/** Records of one tenant come together: each waits for the write that they share, and their numbers keep their order. */
export function onAuditRecorded(log: AuditLog, heard: (heard: Heard) => void): Route {
  const route = on(
    topics.auditRecorded,
    async ({ id: eventId, time, value, epoch = 0, sequence: seq = 0, ...event }) => {
      const tenantId = tenantOf(event.tenantId);
      const at = value.at ?? time;
      const bytes = entryBytes(tenantId, eventId, value, { epoch, seq }, at);
      await log.receive({ tenantId, eventId, bytes, patientRef: value.patientRef, at });
      heard({ tenantId, producer: `${value.service}/${value.instance}/${epoch}`, seq });
    },
  );
  return { ...route, unordered: true };
}
