import { randomBytes } from "node:crypto";

/** A UUIDv7, so that keys sort by their age. */
export function newKeyId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return keyIdText(bytes);
}

export function keyIdText(bytes: Buffer, at = 0): string {
  const hex = bytes.toString("hex", at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const dash = 0x2d;

/** Writes the 16 bytes of an id in lower case. */
export function writeKeyId(bytes: Buffer, start: number, text: string): void {
  let at = start;
  for (let index = 0; index < text.length; index += 2) {
    if (text.charCodeAt(index) === dash) index++;
    bytes[at++] = (nibble(text.charCodeAt(index)) << 4) | nibble(text.charCodeAt(index + 1));
  }
}

function nibble(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57;
}
