import { expect, test } from "vitest";
import { allOf, gps, inPieces, png, pngChunk, tiff } from "../pictures.fixture.ts";
import { orientationTiff } from "./orientation.ts";
import { stripPng } from "./strip-png.ts";

const stripped = (bytes: Buffer, sizeBytes?: number) => allOf(stripPng(inPieces(bytes, sizeBytes)));

test("texts, times, EXIF, chunks that nobody knows and what follows the end go; the picture stays", async () => {
  const telling = ["tEXt", "zTXt", "iTXt", "tIME", "prVt", "dSIG"].map((type) => pngChunk(type, gps));
  for (const sizeBytes of [1, 9, 1_000])
    expect(await stripped(png([...telling, pngChunk("eXIf", tiff(1))], gps), sizeBytes)).toEqual(png());
});

test("colours are kept, and which way up it is shown", async () => {
  const colours = [pngChunk("gAMA", "\0\0\x01\x01"), pngChunk("iCCP", "p\0\0xx")];
  const turned = pngChunk("eXIf", orientationTiff(3));
  expect(await stripped(png([...colours, pngChunk("eXIf", tiff(3, "II"))]))).toEqual(
    png([...colours, turned]),
  );
});

test("one that breaks off, or does not begin as it must, is refused", async () => {
  for (const at of [0, 8, 20, 40, png().length - 1])
    await expect(stripped(png().subarray(0, at))).rejects.toMatchObject({ why: "refused" });
  const unheaded = Buffer.concat([png().subarray(0, 8), pngChunk("IEND")]);
  await expect(stripped(unheaded)).rejects.toMatchObject({ why: "refused" });
});
