import { createHash } from "node:crypto";

/** SHA-256 over the parts, one after the other. */
export function hash(parts: readonly Uint8Array[]): Buffer {
  const sha256 = createHash("sha256");
  for (const part of parts) sha256.update(part);
  return sha256.digest();
}
