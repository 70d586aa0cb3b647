import { damaged } from "../unacceptable.ts";
import { orientationOf, orientationTiff } from "./orientation.ts";
import { type Reader, reader } from "./reader.ts";

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;
const app0 = 0xe0;
const app1 = 0xe1;
const app2 = 0xe2;
const app14 = 0xee;
const comment = 0xfe;
// Tables, frames and scans: what a decoder needs.
const decoded: ReadonlySet<number> = new Set(
  [0xc4, 0xcc, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf].concat([
    0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
  ]),
);
const what = "The picture";

/** Passes on a JPEG without EXIF, XMP, IPTC, comments, thumbnails, further pictures, and whatever follows its end. */
export async function* stripJpeg(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const from = reader(bytes);
  try {
    const start = await from.take(2);
    if (start?.readUInt16BE() !== (0xff00 | soi)) throw damaged(what);
    yield start;
    yield* segments(from);
    await from.drain();
  } finally {
    await from.close();
  }
}

async function* segments(from: Reader): AsyncGenerator<Uint8Array> {
  let isTurned = false;
  let hasScan = false;
  for (;;) {
    const marker = await markerOf(from);
    // A scan that breaks off is shown as far as it goes.
    if (marker === eoi || (marker === undefined && hasScan)) return yield Buffer.of(0xff, eoi);
    const length = marker === undefined ? undefined : (await from.take(2))?.readUInt16BE();
    const body = length === undefined || length < 2 ? undefined : await from.take(length - 2);
    if (marker === undefined || body === undefined) throw damaged(what);
    const kept = keptOf(marker, body);
    if (kept !== undefined && !(marker === app1 && isTurned)) yield segment(marker, kept);
    isTurned ||= marker === app1 && kept !== undefined;
    hasScan ||= marker === sos;
    if (marker === sos) yield* scan(from);
  }
}

/** What is kept of a segment; undefined: nothing. */
function keptOf(marker: number, body: Buffer): Buffer | undefined {
  if (decoded.has(marker)) return body;
  const begins = (text: string) => body.toString("latin1", 0, text.length) === text;
  if (marker === app0 && begins("JFIF\0") && body.length >= 14)
    return Buffer.concat([body.subarray(0, 12), Buffer.alloc(2)]);
  if (marker === app1 && begins("Exif\0\0")) return turned(orientationOf(body.subarray(6)));
  if (marker === app2 && begins("ICC_PROFILE\0")) return body;
  if (marker === app14 && begins("Adobe") && body.length >= 12) return body.subarray(0, 12);
  if ((marker >= app0 && marker <= 0xef) || marker === comment) return undefined;
  throw damaged(what);
}

function turned(orientation: number): Buffer | undefined {
  return orientation === 1
    ? undefined
    : Buffer.concat([Buffer.from("Exif\0\0"), orientationTiff(orientation)]);
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

async function markerOf(from: Reader): Promise<number | undefined> {
  const first = await from.take(1);
  if (first === undefined) return undefined;
  if (first[0] !== 0xff) throw damaged(what);
  // Any number of 0xff may come before a marker.
  for (;;) {
    const [code] = (await from.take(1)) ?? [];
    if (code !== 0xff) return code;
  }
}

/** Passes compressed data on up to the next marker. */
async function* scan(from: Reader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = await from.some(2);
    if (piece.length < 2) return;
    const end = endOfScan(piece);
    yield piece.subarray(0, end.at);
    from.unread(piece.subarray(end.at));
    if (end.isMarker) return;
  }
}

/** Where a marker begins, or may begin with the piece's last byte. */
function endOfScan(piece: Buffer): { readonly at: number; readonly isMarker: boolean } {
  for (let at = piece.indexOf(0xff); at !== -1; at = piece.indexOf(0xff, at + 2)) {
    const code = piece[at + 1];
    if (code === undefined) return { at, isMarker: false };
    const isData = code === 0 || (code >= 0xd0 && code <= 0xd7);
    if (!isData) return { at, isMarker: true };
  }
  return { at: piece.length, isMarker: false };
}
