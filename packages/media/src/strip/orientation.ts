// Which way up a picture is shown: TIFF's tag 0x0112, 1 to 8, in the first directory of EXIF data.
const tag = 0x0112;
const entryBytes = 12;

/** Which way up EXIF data says a picture is; 1, as it lies, where it says nothing that makes sense. */
export function orientationOf(tiff: Buffer): number {
  const order = tiff.toString("latin1", 0, 2);
  if (tiff.length < 8 || (order !== "II" && order !== "MM")) return 1;
  const isLittle = order === "II";
  const u16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 1;
  const end = Math.min(directory + 2 + u16(directory) * entryBytes, tiff.length - entryBytes + 1);
  for (let at = directory + 2; at < end; at += entryBytes) {
    if (u16(at) !== tag) continue;
    const value = u16(at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** EXIF data that says which way up, and nothing else. */
export function orientationTiff(orientation: number): Buffer {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010000000000000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
