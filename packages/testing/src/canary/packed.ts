import {
  constants,
  deflateSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
  zstdCompressSync,
  zstdDecompressSync,
} from "node:zlib";

const mostBytes = 64 * 1024 * 1024;
const zlibOptions = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostBytes };
// By hand, because gunzip takes what follows a member for another one and fails on it.
const gunzip = (bytes: Buffer): Buffer =>
  inflateRawSync(bytes.subarray(gzipHeaderLength(bytes)), zlibOptions);
const inflate = (bytes: Buffer): Buffer => inflateSync(bytes, zlibOptions);

/** Ways of packing that a beginning gives away; snappy, brotli and bare deflate have none. */
export const packings = {
  gzip: gzipSync,
  zlib: deflateSync,
  zstd: zstdCompressSync,
} as const;

const kinds: readonly { name: keyof typeof packings; magic: Buffer; unpack(bytes: Buffer): Buffer }[] = [
  { name: "gzip", magic: Buffer.from("1f8b08", "hex"), unpack: gunzip },
  ...["7801", "785e", "789c", "78da"].map((magic) => ({
    name: "zlib" as const,
    magic: Buffer.from(magic, "hex"),
    unpack: inflate,
  })),
  {
    name: "zstd",
    magic: Buffer.from("28b52ffd", "hex"),
    unpack: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: mostBytes }),
  },
];

export interface Packed {
  readonly kind: string;
  readonly start: number;
  readonly content: Buffer;
}

/** What is packed within some bytes, as far as its beginning gives it away; a beginning by chance unpacks to nothing. */
export function* packedIn(bytes: Buffer, until: number): Generator<Packed> {
  for (const { name: kind, magic, unpack } of kinds)
    for (let start = bytes.indexOf(magic); start >= 0 && start < until;) {
      const content = tried(() => unpack(bytes.subarray(start)));
      if (content !== undefined && content.length > 0) yield { kind, start, content };
      start = bytes.indexOf(magic, start + 1);
    }
}

function tried(work: () => Buffer): Buffer | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function gzipHeaderLength(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let length = 10;
  if ((flags & 4) !== 0) length += 2 + bytes.readUInt16LE(length);
  for (const isText of [8, 16]) if ((flags & isText) !== 0) length = bytes.indexOf(0, length) + 1;
  return (flags & 2) !== 0 ? length + 2 : length;
}
