export const place = "GPS 52.5200 N 13.4050 E";
export const pixels = "the pixels of a rash on an arm";

function segment(marker: number, body: string): Buffer {
  const bytes = Buffer.from(body, "latin1");
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

const jfif = segment(0xe0, "JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
const tables = Buffer.concat([
  segment(0xdb, "\x01".repeat(65)),
  segment(0xc0, "\x08\0\x10\0\x10\x01\x01\x11\0"),
]);
const scan = Buffer.concat([segment(0xda, "\x01\x01\0\0\x3f\0"), Buffer.from(pixels), Buffer.of(0xff, 0xd9)]);
const parts = (more: readonly Buffer[]) =>
  Buffer.concat([Buffer.of(0xff, 0xd8), jfif, ...more, tables, scan]);

/** A picture as a phone makes it, and as it is kept. */
export const photo = {
  taken: Buffer.concat([
    parts([
      segment(0xe1, `Exif\0\0${place}`),
      segment(0xed, `Photoshop 3.0\0${place}`),
      segment(0xfe, place),
    ]),
    Buffer.from(place),
  ]),
  kept: parts([]),
};

export const voice = Buffer.from(
  "OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead and sounds",
  "latin1",
);
export const pdf = Buffer.from("%PDF-1.7\n1 0 obj<</Title(blood test)>>endobj\ntrailer<<>>\n%%EOF\n");
