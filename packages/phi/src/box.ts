import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomFillSync,
  timingSafeEqual,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  blockBytes,
  ciphertextAt,
  commitmentAt,
  purposeByte,
  readHeader,
  saltAt,
  tagBytes,
  writeAad,
  writeHeader,
} from "./layout.ts";
import type { Header } from "./layout.ts";
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

// Node's cost of a seal is mostly its buffers, so those that no one keeps are used again: all work here is synchronous.
const infoPrefix = Buffer.from("careline/phi/v1");
const info = Buffer.concat([infoPrefix, Buffer.alloc(saltAt)]);
const salts = Buffer.alloc(256 * 32);
let saltsUsed = salts.length;
// All zeros whenever nobody seals.
const paddedScratch = Buffer.alloc(8_192);

/** Makes a PHI1 box. The salt is given only by the test vectors. */
export function sealBox(
  { keyId, key }: BoxKey,
  plaintext: Uint8Array,
  place: BoxPlace,
  salt?: Uint8Array,
): Buffer {
  const padded = pad(plaintext);
  try {
    const box = Buffer.allocUnsafe(ciphertextAt + padded.length + tagBytes);
    writeHeader(box, place.boxPurpose, keyId);
    if (salt === undefined) writeFreshSalt(box);
    else box.set(salt, saltAt);
    const message = deriveMessageKey(key, box);
    message.material.copy(box, commitmentAt, 32, 64);
    const cipher = createCipheriv("aes-256-gcm", message.key, message.nonce, { authTagLength: tagBytes });
    cipher.setAAD(writeAad(box, place.context));
    box.set(cipher.update(padded), ciphertextAt);
    cipher.final();
    box.set(cipher.getAuthTag(), box.length - tagBytes);
    return box;
  } finally {
    padded.fill(0);
  }
}

/** What the box says of itself, its key's id first; the first checks are done by then. */
export function headerOf(box: Uint8Array): Header {
  return readHeader(asBuffer(box));
}

/** Opens a PHI1 box with the key that its id names. Gives nothing before the tag was right. */
export function openBox(
  { keyId, key }: BoxKey,
  sealed: Uint8Array,
  place: BoxPlace,
  header: Header = headerOf(sealed),
): Uint8Array {
  const box = asBuffer(sealed);
  if (header.keyId !== keyId) throw new PhiError("PHI_KEY_UNKNOWN", { keyId: header.keyId });
  const message = deriveMessageKey(key, box);
  const commitment = message.material.subarray(32, 64);
  const isCommitted = timingSafeEqual(commitment, box.subarray(commitmentAt, ciphertextAt));
  if (!isCommitted || header.purposeByte !== purposeByte(place.boxPurpose))
    throw new PhiError("PHI_AUTH_FAILED", { keyId });
  const cipher = createDecipheriv("aes-256-gcm", message.key, message.nonce, { authTagLength: tagBytes });
  const tagAt = box.length - tagBytes;
  cipher.setAAD(writeAad(box, place.context)).setAuthTag(box.subarray(tagAt));
  const padded = cipher.update(box.subarray(ciphertextAt, tagAt));
  try {
    cipher.final();
  } catch {
    throw new PhiError("PHI_AUTH_FAILED", { keyId });
  }
  const plaintext = unpad(padded);
  if (plaintext === undefined) throw new PhiError("PHI_AUTH_FAILED", { keyId });
  return plaintext;
}

function writeFreshSalt(box: Buffer): void {
  if (saltsUsed === salts.length) {
    randomFillSync(salts);
    saltsUsed = 0;
  }
  salts.copy(box, saltAt, saltsUsed, saltsUsed + 32);
  saltsUsed += 32;
}

function deriveMessageKey(key: KeyObject, box: Buffer) {
  box.copy(info, infoPrefix.length, 0, saltAt);
  const material = Buffer.from(hkdfSync("sha256", key, box.subarray(saltAt, commitmentAt), info, 76));
  const messageKey = createSecretKey(material.subarray(0, 32));
  material.fill(0, 0, 32);
  return { key: messageKey, material, nonce: material.subarray(64) };
}

/** Whoever takes it wipes it. */
function pad(plaintext: Uint8Array): Buffer {
  const size = paddedLength(plaintext.length);
  const padded = size > paddedScratch.length ? Buffer.alloc(size) : paddedScratch.subarray(0, size);
  padded.writeUInt32BE(plaintext.length);
  padded.set(plaintext, 4);
  return padded;
}

function unpad(padded: Buffer): Uint8Array | undefined {
  const length = padded.readUInt32BE();
  if (paddedLength(length) !== padded.length) return undefined;
  const end = 4 + length;
  for (let at = end; at < padded.length; at++) if (padded[at] !== 0) return undefined;
  return padded.subarray(4, end);
}

function paddedLength(length: number): number {
  return Math.ceil((4 + length) / blockBytes) * blockBytes;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
