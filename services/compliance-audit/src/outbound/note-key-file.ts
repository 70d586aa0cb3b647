import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Fault } from "@careline/faults";

/** The log's private key, PEM. Made at the first start in development; in production it must be there. */
export function bringNoteKey(path: string, production: boolean): string {
  if (!existsSync(path)) {
    if (production) throw new Fault("invalid", "AUDIT_KEY_FILE names no file");
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  }
  return readFileSync(path, "utf8");
}
