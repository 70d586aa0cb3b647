import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { keyIdBytes } from "./key-id.ts";
import {
  blockBytes,
  ciphertextAt,
  commitmentAt,
  encodeContext,
  purposeByte,
  readHeader,
  saltAt,
  tagBytes,
  writeHeader,
} from "./layout.ts";
import { PhiError } from "./phi-error.ts";
import type { BoxPurpose } from "./place.ts";

export interface BoxKey {
  readonly keyId: string;
  readonly key: KeyObject;
}

export interface BoxPlace {
  readonly boxPurpose: BoxPurpose;
  readonly context: readonly string[];
}

const infoPrefix = Buffer.from("careline/phi/v1");

/** Makes a PHI1 box. The salt is given only by the test vectors. */
export function sealBox(
  { keyId, key }: BoxKey,
  plaintext: Uint8Array,
  place: BoxPlace,
  salt: Uint8Array = randomBytes(32),
): Buffer {
  const padded = pad(plaintext);
  const box = Buffer.allocUnsafe(ciphertextAt + padded.length + tagBytes);
  writeHeader(box, place.boxPurpose, keyIdBytes(keyId));
  box.set(salt, saltAt);
  const message = deriveMessageKey(key, box);
  box.set(message.commitment, commitmentAt);
  const cipher = createCipheriv("aes-256-gcm", message.key, message.nonce, { authTagLength: tagBytes });
  cipher.setAAD(box.subarray(0, ciphertextAt)).setAAD(encodeContext(place.context));
  box.set(cipher.update(padded), ciphertextAt);
  cipher.final();
  box.set(cipher.getAuthTag(), box.length - tagBytes);
  padded.fill(0);
  return box;
}

/** The id of the key that opens a box; the first checks are done by then. */
export function keyIdOf(box: Uint8Array): string {
  return readHeader(asBuffer(box)).keyId;
}

/** Opens a PHI1 box with the key that its id names. Gives nothing before the tag was right. */
export function openBox({ keyId, key }: BoxKey, sealed: Uint8Array, place: BoxPlace): Uint8Array {
  const box = asBuffer(sealed);
  const failed = (): PhiError => new PhiError("PHI_AUTH_FAILED", { keyId });
  const header = readHeader(box);
  if (header.keyId !== keyId) throw new PhiError("PHI_KEY_UNKNOWN", { keyId: header.keyId });
  const message = deriveMessageKey(key, box);
  const isCommitted = timingSafeEqual(message.commitment, box.subarray(commitmentAt, ciphertextAt));
  if (!isCommitted || header.purposeByte !== purposeByte(place.boxPurpose)) throw failed();
  const cipher = createDecipheriv("aes-256-gcm", message.key, message.nonce, { authTagLength: tagBytes });
  cipher.setAAD(box.subarray(0, ciphertextAt)).setAAD(encodeContext(place.context));
  cipher.setAuthTag(box.subarray(box.length - tagBytes));
  const padded = cipher.update(box.subarray(ciphertextAt, box.length - tagBytes));
  try {
    cipher.final();
  } catch {
    throw failed();
  }
  return unpad(padded) ?? fail(failed());
}

function fail(error: Error): never {
  throw error;
}

function deriveMessageKey(key: KeyObject, box: Buffer) {
  const info = Buffer.concat([infoPrefix, box.subarray(0, saltAt)]);
  const material = Buffer.from(hkdfSync("sha256", key, box.subarray(saltAt, commitmentAt), info, 76));
  const messageKey = createSecretKey(material.subarray(0, 32));
  material.fill(0, 0, 32);
  return { key: messageKey, commitment: material.subarray(32, 64), nonce: material.subarray(64) };
}

function pad(plaintext: Uint8Array): Buffer {
  const padded = Buffer.alloc(paddedLength(plaintext.length));
  padded.writeUInt32BE(plaintext.length);
  padded.set(plaintext, 4);
  return padded;
}

function unpad(padded: Buffer): Uint8Array | undefined {
  const length = padded.readUInt32BE();
  if (paddedLength(length) !== padded.length) return undefined;
  const isZero = padded.subarray(4 + length).every((byte) => byte === 0);
  return isZero ? padded.subarray(4, 4 + length) : undefined;
}

function paddedLength(length: number): number {
  return Math.ceil((4 + length) / blockBytes) * blockBytes;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
