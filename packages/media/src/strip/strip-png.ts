import { crc32 } from "node:zlib";
import { damaged } from "../unacceptable.ts";
import { orientationOf, orientationTiff } from "./orientation.ts";
import { reader } from "./reader.ts";

// What a decoder needs, the colours, and the frames of a moving picture.
const kept: ReadonlySet<string> = new Set(
  ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "acTL", "fcTL", "fdAT"].concat([
    "gAMA",
    "cHRM",
    "sRGB",
    "iCCP",
    "cICP",
    "sBIT",
    "bKGD",
    "pHYs",
  ]),
);
const signature = Buffer.from("89504e470d0a1a0a", "hex");
const exifBytesMax = 1024 * 1024;
const what = "The picture";

/** Passes on a PNG without EXIF, texts, times, unknown chunks, and whatever follows its end. */
export async function* stripPng(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const from = reader(bytes);
  try {
    const start = await from.take(signature.length);
    if (start === undefined || !start.equals(signature)) throw damaged(what);
    yield start;
    for (let isFirst = true; ; isFirst = false) {
      const head = await from.take(8);
      if (head === undefined) throw damaged(what);
      const length = head.readUInt32BE();
      const type = head.toString("latin1", 4);
      if (isFirst !== (type === "IHDR") || length > 0x7fffffff) throw damaged(what);
      if (kept.has(type)) {
        yield head;
        if (!(yield* from.pass(length + 4))) throw damaged(what);
      } else if (type === "eXIf" && length <= exifBytesMax) {
        const exif = await from.take(length + 4);
        if (exif === undefined) throw damaged(what);
        const orientation = orientationOf(exif.subarray(0, length));
        if (orientation !== 1) yield chunk("eXIf", orientationTiff(orientation));
      } else if (!(await from.skip(length + 4))) throw damaged(what);
      if (type === "IEND") break;
    }
    await from.drain();
  } finally {
    await from.close();
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
