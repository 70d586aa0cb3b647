import { PhiError } from "./phi-error.ts";
import { keyIdText } from "./key-id.ts";
import type { BoxPurpose } from "./place.ts";

// off len  field                    off len  field
//   0   1  0xC1, magic and version    4  16  key id, UUIDv7
//   1   1  suite                     20  32  salt
//   2   1  flags, bit 0 padded       52  32  commitment
//   3   1  purpose                   84   n  ciphertext of u32be(len) ‖ plaintext ‖ zeros, then 16 tag
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
export function writeHeader(box: Buffer, purpose: BoxPurpose, keyId: Uint8Array): void {
  box.writeUInt8(magic, 0);
  box.writeUInt8(suite, 1);
  box.writeUInt8(padded, 2);
  box.writeUInt8(purposes[purpose], 3);
  box.set(keyId, 4);
}

/** The first checks of opening, those that need no key. */
export function readHeader(box: Buffer): Header {
  const isShaped = box.length >= bytesMin && (box.length - bytesMin) % blockBytes === 0;
  if (!isShaped || box.readUInt8(0) !== magic) throw new PhiError("PHI_MALFORMED");
  const purposeByte = box.readUInt8(3);
  if (box.readUInt8(1) !== suite || box.readUInt8(2) !== padded || !purposeBytes.has(purposeByte))
    throw new PhiError("PHI_UNSUPPORTED");
  return { purposeByte, keyId: keyIdText(box.subarray(4, saltAt)) };
}

const contextPrefix = Buffer.from("careline/phi/ctx/v1\0");

/** Joins the parts of a context so that no two lists give the same bytes. */
export function encodeContext(parts: readonly string[]): Buffer {
  if (parts.length > 0xff) throw new RangeError("a context has at most 255 parts");
  const pieces: Buffer[] = [contextPrefix, Buffer.of(parts.length)];
  for (const part of parts) {
    const text = Buffer.from(part);
    if (text.length > 0xffff) throw new RangeError("a context part has at most 65535 bytes");
    pieces.push(Buffer.of(text.length >> 8, text.length & 0xff), text);
  }
  return Buffer.concat(pieces);
}
