import { createHmac, createSecretKey, hkdfSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { BlindIndexName } from "./phi.ts";

/** The key of one index of one tenant. */
export function deriveIndexKey(
  root: KeyObject,
  tenantId: string,
  name: BlindIndexName,
  version: number,
): KeyObject {
  const info = `careline/bi/v1\0${tenantId}\0${name}\0${version}`;
  const bytes = Buffer.from(hkdfSync("sha256", root, "", info, 32));
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** Equal values give equal hashes, and only within one tenant, name and version. */
export function blindIndex(key: KeyObject, canonical: string): string {
  return createHmac("sha256", key).update(canonical, "utf8").digest("hex").slice(0, 32);
}
