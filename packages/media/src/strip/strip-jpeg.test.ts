import { expect, test } from "vitest";
import { allOf, exifSegment, gps, inPieces, jpeg, segment, tellingSegments } from "../pictures.fixture.ts";
import { orientationTiff } from "./orientation.ts";
import { stripJpeg } from "./strip-jpeg.ts";

const stripped = (bytes: Buffer, sizeBytes?: number) => allOf(stripJpeg(inPieces(bytes, sizeBytes)));

test("a plain picture stays as it is, however it comes in pieces", async () => {
  for (const sizeBytes of [1, 2, 3, 13, 1_000]) expect(await stripped(jpeg(), sizeBytes)).toEqual(jpeg());
});

test("all that tells of the sender goes, and whatever follows the end; the picture stays", async () => {
  const telling = jpeg([exifSegment(1), ...tellingSegments], `${gps}${jpeg().toString("latin1")}`);
  expect(await stripped(telling)).toEqual(jpeg());
});

test.each(["II", "MM"] as const)("which way up it is shown is kept, alone, also from %s", async (order) => {
  const turned = segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), orientationTiff(6)]));
  const twice = jpeg([exifSegment(6, order), exifSegment(8)]);
  expect(await stripped(twice)).toEqual(jpeg([turned]));
});

test("colours are kept, a thumbnail is not", async () => {
  const colours = [segment(0xe2, "ICC_PROFILE\0\x01\x01profile"), segment(0xee, "Adobe\0d\0\0\0\0\x01")];
  const withThumbnail = segment(0xe0, `JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01${gps}`);
  const bare = segment(0xe0, "JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
  expect(await stripped(jpeg([withThumbnail, ...colours, segment(0xe0, `JFXX\0${gps}`)]))).toEqual(
    jpeg([bare, ...colours]),
  );
});

test("one that breaks off in its pixels is ended, one that breaks off before is refused", async () => {
  const end = Buffer.of(0xff, 0xd9);
  expect(await stripped(jpeg().subarray(0, -2))).toEqual(jpeg());
  expect((await stripped(jpeg().subarray(0, -5))).subarray(-2)).toEqual(end);
  for (const at of [0, 1, 2, 5, 30, 90])
    await expect(stripped(jpeg().subarray(0, at))).rejects.toMatchObject({ why: "refused" });
});

test("a segment that no decoder knows is refused", async () => {
  await expect(stripped(jpeg([segment(0xf3, gps)]))).rejects.toMatchObject({ why: "refused" });
});
