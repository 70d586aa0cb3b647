import { generateKeySync } from "node:crypto";
import { newKeyId } from "./key-id.ts";
import type { KeyService } from "./key-service.ts";
import { keyringKeyService } from "./keyring.ts";

/** A key service for tests: one random key, until the process ends. */
export function memoryKeyService(): KeyService {
  const key = generateKeySync("aes", { length: 256 });
  const keyId = newKeyId();
  return keyringKeyService("memory", async () => [{ keyId, key }]);
}
