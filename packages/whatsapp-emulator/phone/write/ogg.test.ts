import { expect, test } from "vitest";
import { samplesIn, writeOgg } from "./ogg.ts";
import { readWebm } from "./webm.ts";

const head = new TextEncoder().encode("OpusHead");
const element = (id: readonly number[], content: readonly number[]): readonly number[] => [
  ...id,
  0x80 | content.length,
  ...content,
];
const block = (...packet: readonly number[]): readonly number[] =>
  element([0xa3], [0x81, 0, 0, 0x80, ...packet]);
const track = element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], [...head])));
const unknownSize = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

test("the packets of a recording whose clusters do not know their size are found in order", () => {
  const cluster = [0x1f, 0x43, 0xb6, 0x75, ...unknownSize, ...element([0xe7], [0])];
  const segment = [0x18, 0x53, 0x80, 0x67, ...unknownSize, ...track];
  const bytes = Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], [1, 2]),
    ...segment,
    ...cluster,
    ...block(0xf8, 1),
    ...cluster,
    ...block(0xf8, 2),
  ]);
  const found = readWebm(bytes);
  expect(found?.head).toEqual(head);
  expect(found?.packets.map((packet) => [...packet])).toEqual([
    [0xf8, 1],
    [0xf8, 2],
  ]);
});

test("bytes that are no recording hold no track, and a cut-off one ends where it is cut", () => {
  expect(readWebm(Uint8Array.from([0, 1, 2, 3]))).toBeUndefined();
  expect(readWebm(new TextEncoder().encode("GIF89a"))).toBeUndefined();
  expect(readWebm(Uint8Array.from([...track, 0xa3]))?.packets).toEqual([]);
});

test("a packet lasts as its first byte says", () => {
  const ms = (...packet: readonly number[]): number => samplesIn(Uint8Array.from(packet)) / 48;
  expect(ms(0xf8)).toBe(20);
  expect(ms(0xf9)).toBe(40);
  expect(ms(0x18)).toBe(60);
  expect(ms(0x78)).toBe(20);
  expect(ms(0xe3, 5)).toBe(12.5);
});

/** Where each page of an Ogg file begins. */
function pagesOf(bytes: Uint8Array): readonly number[] {
  const text = new TextDecoder("latin1").decode(bytes);
  return [...text.matchAll(/OggS/g)].map(({ index }) => index);
}

test("each page starts as Ogg does, and the last one tells the end and the length", () => {
  const packets = Array.from({ length: 120 }, () => Uint8Array.of(0xf8, 1, 2));
  const bytes = writeOgg({ head, packets });
  const pages = pagesOf(bytes);
  const last = pages.at(-1) ?? 0;
  expect(pages.length).toBe(5);
  expect([bytes[5], bytes[last + 5]]).toEqual([2, 4]);
  expect(new DataView(bytes.buffer).getBigUint64(last + 6, true)).toBe(120n * 960n);
});

test("a packet of 255 bytes needs one more length to end", () => {
  const bytes = writeOgg({ head, packets: [new Uint8Array(255)] });
  const last = pagesOf(bytes).at(-1) ?? 0;
  expect([...bytes.subarray(last + 26, last + 29)]).toEqual([2, 255, 0]);
});

test("the first page of a mono recording is, checksum and all, what players take", () => {
  const monoHead = Uint8Array.of(...head, 1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0);
  const page = Array.from(writeOgg({ head: monoHead, packets: [] }).subarray(0, 47));
  expect(page.map((byte) => byte.toString(16).padStart(2, "0")).join("")).toBe(
    "4f676753000200000000000000000100000000000000846cd92401134f707573486561640101000080bb0000000000",
  );
});
