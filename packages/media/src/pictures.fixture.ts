import { crc32, deflateSync } from "node:zlib";

export const gps = "GPS:N52-31.2,E13-24.3";

/** EXIF data with a way up, a maker and a place. */
export function tiff(orientation: number, order: "II" | "MM" = "MM"): Buffer {
  const isLittle = order === "II";
  const bytes = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  const u16 = (value: number, at: number) =>
    isLittle ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    isLittle ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  bytes.write(order);
  for (const [value, at] of [
    [42, 2],
    [2, 8],
    [0x0112, 10],
    [3, 12],
    [orientation, 18],
  ] as const)
    u16(value, at);
  u32(8, 4);
  u32(1, 14);
  u16(0x8825, 22);
  u16(4, 24);
  u32(1, 26);
  return Buffer.concat([bytes, Buffer.from(gps)]);
}

export function segment(marker: number, body: Buffer | string): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

const jfif = Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1");
const frame = Buffer.from("0800010001010111000", "hex");
// Data bytes that look like markers, a restart marker, and a marker's first byte at the very end of a block.
export const scanData = Buffer.from("12ff00ff0034ffd056ff0078", "hex");

/** A JPEG in the shape that cameras give it; `extra` stands before its tables, `after` follows its end. */
export function jpeg(extra: readonly Buffer[] = [], after = ""): Buffer {
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe0, jfif),
    ...extra,
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, frame),
    segment(0xc4, Buffer.alloc(20, 2)),
    segment(0xda, Buffer.from("010100003f00", "hex")),
    scanData,
    segment(0xc4, Buffer.alloc(20, 3)),
    segment(0xda, Buffer.from("010100003f00", "hex")),
    scanData,
    Buffer.of(0xff, 0xd9),
    Buffer.from(after),
  ]);
}

export const exifSegment = (orientation: number, order?: "II" | "MM") =>
  segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff(orientation, order)]));

/** All that tells of a sender, in the places where JPEGs carry it. */
export const tellingSegments = [
  segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${gps}</x:xmpmeta>`),
  segment(0xe2, `MPF\0${gps}`),
  segment(0xed, `Photoshop 3.0\0 8BIM${gps}`),
  segment(0xef, gps),
  segment(0xfe, gps),
];

export function pngChunk(type: string, data: Buffer | string = ""): Buffer {
  const named = Buffer.concat([Buffer.from(type), Buffer.from(data)]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(named.length - 4);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

const pixels = deflateSync(Buffer.from([0, 1, 2, 3]));

export function png(extra: readonly Buffer[] = [], after = "", data: Buffer = pixels): Buffer {
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    pngChunk("IHDR", Buffer.from("00000001000000010802000000", "hex")),
    ...extra,
    pngChunk("IDAT", data),
    pngChunk("IEND"),
    Buffer.from(after),
  ]);
}

export function riffChunk(type: string, data: Buffer | string): Buffer {
  const bytes = Buffer.from(data);
  const head = Buffer.concat([Buffer.from(type), Buffer.alloc(4)]);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

/** A WebP of these chunks. */
export function webp(parts: readonly Buffer[], after = ""): Buffer {
  const body = Buffer.concat([Buffer.from("WEBP"), ...parts]);
  const head = Buffer.from("RIFF\0\0\0\0");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.from(after)]);
}

export function box(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length + 8);
  return Buffer.concat([head, Buffer.from(type, "latin1"), body]);
}

export async function* inPieces(bytes: Uint8Array, sizeBytes = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes);
}

export async function allOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}
