import { createHash } from "node:crypto";

/**
 * A reminder's id, the idempotency key from here down to the send: the same reminder of the same version of the same
 * visit has the same id wherever and whenever it is computed. Written as a UUID of version 8 (RFC 9562).
 */
export function occurrenceId(
  tenantId: string,
  appointmentId: string,
  ruleId: string,
  version: number,
): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([tenantId, appointmentId, ruleId, version]))
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return parts.join("-");
}
