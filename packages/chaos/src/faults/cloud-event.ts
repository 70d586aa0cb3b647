import { randomUUID } from "node:crypto";

/** The headers of an event that no service said. */
export function cloudEvent(
  type: string,
  tenantId: string,
  id: string = randomUUID(),
): Readonly<Record<string, string>> {
  return {
    ...{ ce_specversion: "1.0", ce_id: id, ce_source: "/careline/chaos", ce_type: type },
    ...{ ce_time: new Date().toISOString(), ce_tenantid: tenantId },
  };
}
