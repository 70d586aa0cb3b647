import { expect, test } from "vitest";
import { openBox, sealBox } from "./box.ts";
import { PhiError } from "./phi-error.ts";
import { boxVector } from "./vectors.ts";

const { key, place } = boxVector;
const tries = 100_000;

test(
  `${tries} random changes to boxes are all refused, with a code and nothing else`,
  { timeout: 60_000 },
  () => {
    const random = seeded(20_261_125);
    const boxes = [0, 28, 200].map((length) => sealBox(key, Buffer.alloc(length, 7), place));
    const codes = new Map<string, number>();
    for (let count = 0; count < tries;) {
      const from = boxes[random(boxes.length)] ?? Buffer.alloc(0);
      const other = boxes[random(boxes.length)] ?? Buffer.alloc(0);
      const tampered = tamper(Buffer.from(from), other, random);
      if (boxes.some((box) => box.equals(tampered))) continue;
      const code = codeOf(tampered);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      count++;
    }
    expect([...codes.keys()].sort()).toEqual([
      "PHI_AUTH_FAILED",
      "PHI_KEY_UNKNOWN",
      "PHI_MALFORMED",
      "PHI_UNSUPPORTED",
    ]);
    expect(codes.get("PHI_AUTH_FAILED")).toBeGreaterThan(tries / 2);
  },
);

function codeOf(box: Buffer): string {
  try {
    openBox(key, box, place);
    return "opened";
  } catch (error) {
    return error instanceof PhiError ? error.code : `other: ${String(error)}`;
  }
}

/** Mostly the parts that only cryptography protects; sometimes anything, or pieces of another box. */
function tamper(box: Buffer, other: Buffer, random: (below: number) => number): Buffer {
  const way = random(10);
  if (way === 0) return box.subarray(0, random(box.length));
  if (way === 1) {
    const at = random(box.length);
    return Buffer.concat([box.subarray(0, at), other.subarray(at)]);
  }
  const from = way === 2 ? 0 : 20;
  for (let left = 1 + random(4); left > 0; left--) {
    const at = from + random(box.length - from);
    box.writeUInt8(random(256), at);
  }
  return box;
}

/** A small generator of the same numbers each time (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
