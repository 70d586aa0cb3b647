import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Keeps what lies on the disk unreadable without the key file beside it: a scan of the data finds no patient text. */
export interface Vault {
  /** The place is bound to the box: moved to another row, it does not open. */
  seal(bytes: Uint8Array, place: string): Buffer;
  open(box: Uint8Array, place: string): Buffer;
  /** A row key that says nothing of what it stands for. */
  blind(text: string): Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

export function memoryVault(): Vault {
  return vaultOf(randomBytes(32));
}

export function openVault(folder: string): Vault {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return vaultOf(keyIn(join(folder, "emulator.key")));
}

function keyIn(file: string): Buffer {
  const fresh = randomBytes(32);
  try {
    writeFileSync(file, fresh, { mode: 0o600, flag: "wx" });
    return fresh;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "EEXIST") throw error;
    return readFileSync(file);
  }
}

function vaultOf(key: Buffer): Vault {
  // Node takes bytes for a key as well, and five times as long with them.
  const keyFor = (use: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync("sha256", key, "", use, 32)));
  const sealing = keyFor("seal");
  const blinding = keyFor("blind");
  return {
    seal: (bytes, place) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(place));
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    open: (box, place) => {
      const bytes = Buffer.from(box);
      const decipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(0, nonceBytes));
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    },
    blind: (text) => createHmac("sha256", blinding).update(text).digest().subarray(0, 16),
  };
}
