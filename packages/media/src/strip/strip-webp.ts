import { damaged } from "../unacceptable.ts";
import { orientationOf, orientationTiff } from "./orientation.ts";
import { reader } from "./reader.ts";
import { zeros } from "./zeros.ts";

// What a decoder needs, the colours, and the frames of a moving picture: the chunks in a frame follow its 16 bytes.
const kept: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "ALPH", "ANIM", "ICCP"]);
const frameBytes = 16;
const extendedBytes = 10;
const xmpFlag = 0x04;
const exifBytesMax = 1024 * 1024;
const what = "The picture";

/**
 * Passes on a WebP without EXIF, XMP, unknown chunks, and whatever follows its end. The size of all comes before the
 * chunks, so what is taken out is written over with zeros, in chunks of a name that no decoder knows.
 */
export async function* stripWebp(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const from = reader(bytes);
  try {
    const start = await from.take(12);
    if (start === undefined || start.toString("latin1", 8) !== "WEBP") throw damaged(what);
    yield start;
    for (let left = start.readUInt32LE(4) - 4; left > 0;) {
      const head = await from.take(8);
      if (head === undefined) throw damaged(what);
      const type = head.toString("latin1", 0, 4);
      const length = head.readUInt32LE(4);
      const isFrame = type === "ANMF" && length >= frameBytes;
      const size = isFrame ? frameBytes : length + (length % 2);
      left -= 8 + size;
      if (left < 0) throw damaged(what);
      if (kept.has(type) || isFrame) {
        yield head;
        if (!(yield* from.pass(size))) throw damaged(what);
      } else if (type === "VP8X" && length === extendedBytes) {
        const body = await from.take(size);
        if (body === undefined) throw damaged(what);
        yield Buffer.concat([head, Buffer.of((body[0] ?? 0) & ~xmpFlag), body.subarray(1)]);
      } else if (type === "EXIF" && length <= exifBytesMax) {
        const body = await from.take(size);
        if (body === undefined) throw damaged(what);
        yield Buffer.concat([head, turned(body)]);
      } else {
        yield Buffer.concat([Buffer.from("JUNK"), head.subarray(4)]);
        if (!(await from.skip(size))) throw damaged(what);
        yield* zeros(size);
      }
    }
    await from.drain();
  } finally {
    await from.close();
  }
}

/** As many bytes, which say the way up if they said it before. */
function turned(exif: Buffer): Buffer {
  const prefix = exif.toString("latin1", 0, 6) === "Exif\0\0" ? 6 : 0;
  const tiff = orientationTiff(orientationOf(exif.subarray(prefix)));
  const blank = Buffer.alloc(exif.length);
  if (tiff.length <= exif.length) blank.set(tiff);
  return blank;
}
