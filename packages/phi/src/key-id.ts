import { randomBytes } from "node:crypto";

/** A UUIDv7, so that keys sort by their age. */
export function newKeyId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return keyIdText(bytes);
}

export function keyIdText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function keyIdBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll("-", ""), "hex");
}
