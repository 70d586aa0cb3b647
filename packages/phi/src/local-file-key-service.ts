import { createSecretKey, randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { link, open, rm } from "node:fs/promises";
import { Fault } from "@careline/faults";
import type { BoxKey } from "./box.ts";
import { newKeyId } from "./key-id.ts";
import type { KeyService } from "./key-service.ts";
import { keyringKeyService } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";

interface KeyringFile {
  readonly keys: readonly { readonly keyId: string; readonly key: string }[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A key service for development: its keys lie in a file of mode 600, the first wraps and all unwrap. The file is read
 * for each key: a changed keyring counts at once, a missing one is an outage until it is back. In production mode it
 * refuses to start, because whoever copies the disk has the keys as well.
 */
export function localFileKeyService(
  path: string,
  options: { readonly production?: boolean } = {},
): KeyService {
  if (options.production === true)
    throw new Fault(
      "invalid",
      "a local keyring is for development: production needs a key management service",
    );
  readKeyring(path);
  return keyringKeyService("local-file", async () => readKeyring(path));
}

/** Makes a keyring with one new key. False when the file is there already: a keyring is never overwritten. */
export async function createKeyringFile(path: string): Promise<boolean> {
  const content: KeyringFile = { keys: [{ keyId: newKeyId(), key: randomBytes(32).toString("base64") }] };
  const draft = `${path}.${newKeyId()}`;
  await using file = await open(draft, "wx", 0o600);
  await file.writeFile(`${JSON.stringify(content, undefined, 2)}\n`);
  await file.sync();
  try {
    // A link appears whole or not at all, and fails where a file is: another process may be starting too.
    await link(draft, path);
    return true;
  } catch (cause) {
    if (isCode(cause, "EEXIST")) return false;
    throw cause;
  } finally {
    await rm(draft);
  }
}

function readKeyring(path: string): Keyring {
  const unusable = (why: string): Fault => new Fault("invalid", `the keyring ${path} ${why}`);
  if (!existsSync(path)) throw unusable("is not there");
  if ((statSync(path).mode & 0o077) !== 0) throw unusable("can be read by others: chmod 600 it");
  const keys = parseKeyring(readFileSync(path, "utf8"));
  const [primary, ...older] = keys ?? [];
  if (primary === undefined) throw unusable("holds no usable key");
  return [primary, ...older];
}

// No cause and no detail: an error about JSON quotes the text it failed on, and here the text is keys.
function parseKeyring(text: string): readonly BoxKey[] | undefined {
  try {
    const { keys }: KeyringFile = JSON.parse(text);
    const read = keys.map(({ keyId, key }) => ({ keyId, key: createSecretKey(Buffer.from(key, "base64")) }));
    return read.every(({ keyId, key }) => uuid.test(keyId) && key.symmetricKeySize === 32) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
