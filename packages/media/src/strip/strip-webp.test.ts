import { expect, test } from "vitest";
import { allOf, gps, inPieces, riffChunk, tiff, webp } from "../pictures.fixture.ts";
import { orientationTiff } from "./orientation.ts";
import { stripWebp } from "./strip-webp.ts";

const stripped = (bytes: Buffer, sizeBytes?: number) => allOf(stripWebp(inPieces(bytes, sizeBytes)));
const extended = (flags: number) => riffChunk("VP8X", Buffer.of(flags, 0, 0, 0, 9, 0, 0, 9, 0, 0));
const pixels = riffChunk("VP8 ", "pixels!");
const blank = (chunk: Buffer) => riffChunk("JUNK", Buffer.alloc(chunk.readUInt32LE(4)));

test("XMP, unknown chunks and what follows the end go; sizes and the picture stay", async () => {
  const telling = [riffChunk("XMP ", gps), riffChunk("priv", `${gps}x`)];
  const moving = riffChunk("ANMF", Buffer.concat([Buffer.alloc(16, 5), pixels, ...telling]));
  const quiet = riffChunk("ANMF", Buffer.concat([Buffer.alloc(16, 5), pixels, ...telling.map(blank)]));
  for (const sizeBytes of [1, 11, 1_000])
    expect(await stripped(webp([extended(0x06), pixels, moving, ...telling], gps), sizeBytes)).toEqual(
      webp([extended(0x02), pixels, quiet, ...telling.map(blank)]),
    );
});

test("of EXIF only which way up it is shown is kept", async () => {
  for (const data of [tiff(6), Buffer.concat([Buffer.from("Exif\0\0"), tiff(6, "II")])]) {
    const left = Buffer.alloc(data.length);
    left.set(orientationTiff(6));
    expect(await stripped(webp([extended(0x08), pixels, riffChunk("EXIF", data)]))).toEqual(
      webp([extended(0x08), pixels, riffChunk("EXIF", left)]),
    );
  }
});

test("one that breaks off, or whose chunks do not fit, is refused", async () => {
  const whole = webp([pixels]);
  const greedy = Buffer.concat([whole.subarray(0, 16), Buffer.of(0xff, 0, 0, 0), whole.subarray(20)]);
  for (const bytes of [whole.subarray(0, 11), whole.subarray(0, -3), greedy])
    await expect(stripped(bytes)).rejects.toMatchObject({ why: "refused" });
});
