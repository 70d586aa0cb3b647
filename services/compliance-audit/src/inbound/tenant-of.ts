import { Fault } from "@careline/faults";

/** A tenant as it may name a log and a folder; a record of any other is not put into a log. */
export function tenantOf(tenantId: string): string {
  if (!/^[a-z][a-z0-9_]{2,40}$/.test(tenantId)) throw new Fault("unreadable", "a record of no tenant");
  return tenantId;
}
