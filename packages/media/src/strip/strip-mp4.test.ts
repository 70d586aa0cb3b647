import { expect, test } from "vitest";
import { allOf, box, gps, inPieces } from "../pictures.fixture.ts";
import { stripMp4 } from "./strip-mp4.ts";

const stripped = (bytes: Buffer, sizeBytes?: number) => allOf(stripMp4(inPieces(bytes, sizeBytes)));
const places = (name: string, telling: (type: string) => Buffer) =>
  Buffer.concat([
    box("ftyp", "mp42"),
    box(
      "moov",
      box("mvhd", "h"),
      box("trak", box("tkhd", "t"), telling("udta")),
      telling("meta"),
      telling("udta"),
    ),
    telling("uuid"),
    box("mdat", `frames of ${name}`),
  ]);

test("where it was filmed becomes free space; no other byte moves", async () => {
  const film = places("film", (type) => box(type, gps));
  const quiet = places("film", () => box("free", Buffer.alloc(gps.length)));
  for (const sizeBytes of [1, 5, 1_000]) expect(await stripped(film, sizeBytes)).toEqual(quiet);
});

test("a last box may run to the end, and a large one may say so", async () => {
  const large = Buffer.concat([Buffer.from("0000000163726970000000000000001271", "hex"), Buffer.from("q")]);
  const open = Buffer.concat([
    box("ftyp", "mp42"),
    large,
    Buffer.from("00000000", "hex"),
    Buffer.from("mdatxyz"),
  ]);
  expect(await stripped(open)).toEqual(open);
});

test("what breaks off, or goes on as no box does, is refused", async () => {
  const film = places("film", (type) => box(type, gps));
  for (const bytes of [
    film.subarray(0, -1),
    Buffer.concat([film, Buffer.from("\0\0\0\x09\0\0\0\0x")]),
    film.subarray(0, 5),
  ])
    await expect(stripped(bytes)).rejects.toMatchObject({ why: "refused" });
});
