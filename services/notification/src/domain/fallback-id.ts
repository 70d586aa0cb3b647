import { createHash } from "node:crypto";
import type { OtherChannel } from "./fallback.ts";

/**
 * The id of what another channel says instead of an intent: the same however often it is decided, so that it is said
 * once. A UUID of version 8 (RFC 9562): what it is made of is ours.
 */
export function fallbackId(tenantId: string, intentId: string, channel: OtherChannel): string {
  const bytes = createHash("sha256").update(`${tenantId}\n${intentId}\n${channel}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
