/** What a phone writes into a photo besides the picture: where it was taken. */
export const placeMark = "GPS 40.4168 -3.7038";

/** The smallest of JPEGs with EXIF metadata that tell a place, and a comment. */
export function photoWithPlace(picture: string): Buffer {
  const exif = Buffer.concat([
    Buffer.from("Exif\0\0MM\0*", "latin1"),
    Buffer.from([0, 0, 0, 8]),
    Buffer.from(placeMark),
  ]);
  return Buffer.concat([
    Buffer.from("ffd8", "hex"),
    segment(0xe1, exif),
    segment(0xe0, Buffer.from("4a46494600010100000100010000", "hex")),
    segment(0xfe, Buffer.from("written by Ana's phone")),
    segment(0xda, Buffer.from("010100003f00", "hex")),
    Buffer.from(picture),
    Buffer.from("ffd9", "hex"),
  ]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
