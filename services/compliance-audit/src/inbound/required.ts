import { Fault } from "@careline/faults";

/** A field that a request must carry. */
export function required(field: string, value: string): string {
  if (value === "") throw new Fault("invalid", `${field} is required`);
  return value;
}

/** A tenant as it may name a log and a folder; a record of any other is not put into a log. */
export function tenantOf(tenantId: string): string {
  if (!/^[a-z][a-z0-9_]{2,40}$/.test(tenantId)) throw new Fault("unreadable", "a record of no tenant");
  return tenantId;
}
