import { randomBytes } from "node:crypto";
import { test as fuzz, fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  allOf,
  box,
  exifSegment,
  gps,
  inPieces,
  jpeg,
  png,
  pngChunk,
  riffChunk,
  tellingSegments,
  tiff,
  webp,
} from "../pictures.fixture.ts";
import type { MalwareScan } from "../port.ts";
import { admit } from "./admit.ts";
import { zip } from "./zip.fixture.ts";

const max = 100 * 1024 * 1024;

async function admitted(bytes: Buffer, claimedType: string, scan?: MalwareScan) {
  const file = await admit(inPieces(bytes, 1_000), { claimedType, sizeBytesMax: max, scan });
  return { mimeType: file.mimeType, bytes: await allOf(file.bytes) };
}

const refusal = (bytes: Buffer | string, claimedType: string) =>
  admitted(Buffer.from(bytes), claimedType).then(
    ({ mimeType }) => `taken as ${mimeType}`,
    (error: { why?: string; message: string }) => (error.why === "refused" ? error.message : String(error)),
  );

const office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const contentTypes = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const docx = zip({
  "[Content_Types].xml": contentTypes(`${office}.main+xml`),
  "word/document.xml": "<w:document/>",
});
const pdf = "%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
const ogg = Buffer.from("OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead", "latin1");
const oldOffice = Buffer.from("d0cf11e0a1b11ae1", "hex");

describe("what staff may open is taken, by what its bytes say", () => {
  test.each<readonly [string, Buffer, string, string]>([
    ["a photo", jpeg(), "image/jpeg", "image/jpeg"],
    ["a picture that is called another", png(), "image/jpeg", "image/png"],
    ["a sticker", webp([riffChunk("VP8 ", "pixels")]), "image/webp", "image/webp"],
    ["a voice message", ogg, "audio/ogg; codecs=opus", "audio/ogg"],
    ["a recording without a claim", Buffer.from("#!AMR\nframes"), "", "audio/amr"],
    [
      "sounds in the container of films",
      Buffer.concat([box("ftyp", "mp42\0\0\0\0"), box("mdat", "s")]),
      "audio/mp4",
      "audio/mp4",
    ],
    ["a film", Buffer.concat([box("ftyp", "isom\0\0\0\0"), box("mdat", "f")]), "video/mp4", "video/mp4"],
    ["a PDF", Buffer.from(pdf), "application/pdf", "application/pdf"],
    ["a document of Office", docx, office, office],
    ["an old one, by what it is called", oldOffice, "application/msword", "application/msword"],
    ["text", Buffer.from("blood sugar\t5.4\n"), "text/plain", "text/plain"],
  ])("%s", async (_what, bytes, claimed, expected) => {
    const taken = await admitted(bytes, claimed);
    expect(taken.mimeType).toBe(expected);
    expect(taken.bytes.equals(bytes)).toBe(true);
  });
});

describe("refused is", () => {
  test.each<readonly [string, Buffer | string, string]>([
    ["a page", "<!DOCTYPE html><script>alert(1)</script>", "text/html"],
    ["a page that is called text", "  \n<HTML><body onload=alert(1)>", "text/plain"],
    [
      "a drawing that can run scripts",
      '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>',
      "image/svg+xml",
    ],
    ["a script", "#!/bin/sh\nrm -rf /\n", "text/plain"],
    ["a program", Buffer.concat([Buffer.from("MZ"), randomBytes(100)]), "application/pdf"],
    ["an archive", zip({ "a.txt": "a" }), "application/zip"],
    ["an archive that is called a document", zip({ "a.txt": "a" }), office],
    ["nothing at all", "", "image/jpeg"],
    ["what is no text", Buffer.from([65, 0, 66]), "text/plain"],
    ["what claims nothing and bears no signature", "hello", "application/octet-stream"],
    ["a page in a picture's clothes", "<html>", "image/png"],
    ["a PDF that is called a photo", pdf, "image/jpeg"],
    ["a photo that is called a PDF", jpeg(), "application/pdf"],
    ["a PDF with a page in its head", pdf.replace("1 0 obj", "<HTML><script>"), "application/pdf"],
    ["a PDF that goes on after its end", `${pdf}<html>`, "application/pdf"],
    ["a PDF that is an archive too", pdf.replace("%%EOF", "PK\x05\x06\n%%EOF"), "application/pdf"],
    ["a PDF without an end", "%PDF-1.7\nendless", "application/pdf"],
    [
      "a document with macros",
      zip({ "[Content_Types].xml": contentTypes(`${office}.main+xml`), "word/vbaProject.bin": "" }),
      office,
    ],
    [
      "an old document with macros",
      Buffer.concat([oldOffice, Buffer.alloc(990), Buffer.from("_VBA_PROJECT", "utf16le")]),
      "application/msword",
    ],
    ["an old container of something else", oldOffice, "application/x-msi"],
    ["a recording with a page in its head", Buffer.concat([ogg, Buffer.from("<script>")]), "audio/ogg"],
    [
      "a picture with a PDF among its colours",
      jpeg([Buffer.from("ffe20016" + Buffer.from("ICC_PROFILE\0%PDF-1.7").toString("hex"), "hex")]),
      "image/jpeg",
    ],
  ])("%s", async (_what, bytes, claimed) => {
    expect(await refusal(bytes, claimed)).toMatch(/^[A-Z].*\.$/);
  });
});

test("a picture that is an archive too leaves as a picture only", async () => {
  const gifar = jpeg([], zip({ "evil.class": "code" }).toString("latin1"));
  expect((await admitted(gifar, "image/jpeg")).bytes).toEqual(jpeg());
});

test("where and with what a picture was made is gone from every kind", async () => {
  const telling = [
    jpeg([exifSegment(6), ...tellingSegments]),
    png([pngChunk("eXIf", tiff(6)), pngChunk("tEXt", gps)]),
    webp([riffChunk("VP8 ", "pixels"), riffChunk("EXIF", tiff(6)), riffChunk("XMP ", gps)]),
    Buffer.concat([box("ftyp", "isom\0\0\0\0"), box("moov", box("udta", gps)), box("mdat", "f")]),
  ];
  for (const bytes of telling) expect((await admitted(bytes, "")).bytes.includes(gps)).toBe(false);
});

describe("a scanner", () => {
  const clean: MalwareScan = { scan: async (bytes) => (await allOf(bytes), { kind: "clean" }) };

  test("sees all of it as it came, also what is cut off", async () => {
    let seen: Buffer = Buffer.alloc(0);
    const scan: MalwareScan = { scan: async (bytes) => ((seen = await allOf(bytes)), { kind: "clean" }) };
    const bytes = jpeg([exifSegment(6)], "trailer");
    await admitted(bytes, "image/jpeg", scan);
    expect(seen.equals(bytes)).toBe(true);
  });

  test("that finds something, at the end or before, ends it; so does one that goes away", async () => {
    const found = { kind: "infected", name: "Eicar" } as const;
    const late: MalwareScan = { scan: async (bytes) => (await allOf(bytes), found) };
    const early: MalwareScan = { scan: async () => found };
    for (const scan of [late, early])
      await expect(admitted(jpeg(), "image/jpeg", scan)).rejects.toMatchObject({
        why: "infected",
        message: "It carries malware: Eicar.",
      });
    const away: MalwareScan = { scan: () => Promise.reject(new Error("away")) };
    await expect(admitted(jpeg([], "x".repeat(10_000)), "image/jpeg", away)).rejects.toThrow("away");
  });

  test("is told when its file breaks off", async () => {
    let ended = "";
    const scan: MalwareScan = {
      scan: async (bytes) =>
        allOf(bytes).then(
          () => ({ kind: "clean" }),
          () => ((ended = "told"), { kind: "clean" }),
        ),
    };
    async function* broken() {
      yield jpeg();
      throw new Error("cut off");
    }
    const { bytes } = await admit(broken(), { claimedType: "", sizeBytesMax: max, scan }).catch(() => ({
      bytes: undefined,
    }));
    expect(bytes).toBeUndefined();
    const pending = await admit(inPieces(jpeg(), 5), { claimedType: "", sizeBytesMax: max, scan });
    for await (const _piece of pending.bytes) break;
    await expect.poll(() => ended).toBe("told");
  });

  fuzz.prop([fc.uint8Array({ maxLength: 400 })])("passes any text on", async (noise) => {
    const bytes = Buffer.concat([Buffer.from("a"), Buffer.from(noise).map((byte) => 0x20 + (byte % 64))]);
    expect((await admitted(bytes, "text/plain", clean)).bytes.equals(bytes)).toBe(true);
  });
});

test("one byte more than allowed is too large, and its source is told to stop", async () => {
  let isStopped = false;
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(1_000, "a");
    } finally {
      isStopped = true;
    }
  }
  const { bytes } = await admit(endless(), { claimedType: "text/plain", sizeBytesMax: 200_000 });
  await expect(allOf(bytes)).rejects.toMatchObject({ why: "too-large" });
  expect(isStopped).toBe(true);
});

const beginnings = [
  jpeg(),
  png(),
  webp([riffChunk("VP8X", Buffer.alloc(10)), riffChunk("EXIF", tiff(6))]),
  Buffer.concat([box("ftyp", "isom\0\0\0\0"), box("moov", box("udta", gps))]),
];

fuzz.prop([
  fc.constantFrom(...beginnings),
  fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 12 }),
  fc.nat({ max: 40 }),
])(
  "whatever a file is made of, it is taken or refused, and what is taken tells no place",
  async (start, changes, cut) => {
    const bytes = Buffer.from(start);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    const taken = await admitted(bytes.subarray(0, bytes.length - cut), "").catch(
      (error: { why?: string }) => {
        expect(error.why).toBe("refused");
      },
    );
    if (taken?.mimeType.startsWith("image/") === true) expect(taken.bytes.includes("Photoshop")).toBe(false);
  },
);
