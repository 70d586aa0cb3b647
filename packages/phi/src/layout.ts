import { PhiError } from "./phi-error.ts";
import { keyIdText, writeKeyId } from "./key-id.ts";
import type { BoxPurpose } from "./place.ts";

// off len  field                    off len  field
//   0   1  0xC1, magic and version    4  16  key id, UUIDv7
//   1   1  suite                     20  32  salt
//   2   1  flags, bit 0 padded       52  32  commitment
//   3   1  purpose                   84   n  ciphertext of u32be(len) ‖ plaintext ‖ zeros, then 16 tag
// The header before it is what the key is derived for.
export const saltAt = 20;
export const commitmentAt = 52;
export const ciphertextAt = 84;
export const tagBytes = 16;
export const blockBytes = 64;
const bytesMin = ciphertextAt + blockBytes + tagBytes;

const magic = 0xc1;
const suite = 0x01;
const padded = 0x01;
const purposes = { field: 1, event: 2, key: 3, media: 4, audit: 5 } as const satisfies Record<
  BoxPurpose,
  number
>;
const purposeBytes: ReadonlySet<number> = new Set(Object.values(purposes));

export interface Header {
  readonly purposeByte: number;
  readonly keyId: string;
}

export function purposeByte(purpose: BoxPurpose): number {
  return purposes[purpose];
}

/** Bytes 0 to 20: what a box is and which key made it. */
export function writeHeader(box: Buffer, purpose: BoxPurpose, keyId: string): void {
  box[0] = magic;
  box[1] = suite;
  box[2] = padded;
  box[3] = purposes[purpose];
  writeKeyId(box, 4, keyId);
}

/** The first checks of opening, those that need no key. */
export function readHeader(box: Buffer): Header {
  const isShaped = box.length >= bytesMin && (box.length - bytesMin) % blockBytes === 0;
  if (!isShaped || box[0] !== magic) throw new PhiError("PHI_MALFORMED");
  const purposeByte = box.readUInt8(3);
  if (box[1] !== suite || box[2] !== padded || !purposeBytes.has(purposeByte))
    throw new PhiError("PHI_UNSUPPORTED");
  return { purposeByte, keyId: keyIdText(box, 4) };
}

const contextPrefix = Buffer.from("careline/phi/ctx/v1\0");

/** Joins the parts of a context so that no two lists give the same bytes. */
export function encodeContext(parts: readonly string[]): Buffer {
  const bytes = Buffer.alloc(contextBytesMax(parts));
  return bytes.subarray(0, writeContext(bytes, 0, parts));
}

const aadScratch = Buffer.alloc(4_096);

/** What the tag covers beside the ciphertext: the box before it, then the context. To be used at once: the next call overwrites it. */
export function writeAad(box: Buffer, context: readonly string[]): Buffer {
  const sizeMax = ciphertextAt + contextBytesMax(context);
  const aad = sizeMax > aadScratch.length ? Buffer.alloc(sizeMax) : aadScratch;
  box.copy(aad, 0, 0, ciphertextAt);
  return aad.subarray(0, writeContext(aad, ciphertextAt, context));
}

function contextBytesMax(parts: readonly string[]): number {
  if (parts.length > 0xff) throw new RangeError("a context has at most 255 parts");
  let bytes = contextPrefix.length + 1;
  for (const part of parts) bytes += 2 + 3 * part.length;
  return bytes;
}

/** Gives where it ended. */
function writeContext(bytes: Buffer, start: number, parts: readonly string[]): number {
  let at = start + contextPrefix.copy(bytes, start);
  bytes[at++] = parts.length;
  for (const part of parts) {
    const length = writeText(bytes, at + 2, part);
    if (length > 0xffff) throw new RangeError("a context part has at most 65535 bytes");
    bytes[at++] = length >> 8;
    bytes[at++] = length & 0xff;
    at += length;
  }
  return at;
}

/** UTF-8. Ids are short and ASCII: for them a call into Node costs more than the writing. */
function writeText(bytes: Buffer, at: number, text: string): number {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return bytes.write(text, at);
    bytes[at + index] = unit;
  }
  return text.length;
}
