import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hashBytes } from "./hash.ts";
import { Refused } from "./refused.ts";

export const tileWidth = 256;

/** The first `width` hashes of a tile, 32 bytes each. */
export function readHashes(home: string, level: number, index: number, width: number): Buffer {
  const { bytes, isFull } = readTile(home, String(level), index, width);
  if (bytes.length !== (isFull ? tileWidth : width) * hashBytes)
    throw new Refused("rootMismatch", `tile ${level}/${index} has ${bytes.length} bytes`);
  return bytes.subarray(0, width * hashBytes);
}

/**
 * What is hashed for each of the first `width` entries of a bundle: a zero, then the entry. Each has its length before it,
 * as 16 bits; once that is read, its second byte is the zero.
 */
export function readLeaves(home: string, index: number, width: number): Buffer[] {
  const { bytes, isFull } = readTile(home, "entries", index, width);
  const leaves: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    bytes[at + 1] = 0;
    leaves.push(bytes.subarray(at + 1, end));
    at = end;
  }
  if (at !== bytes.length || leaves.length !== (isFull ? tileWidth : width)) {
    const whole = index * tileWidth + Math.min(leaves.length, width);
    throw new Refused("rootMismatch", `entry ${whole} is not whole`);
  }
  return leaves.length === width ? leaves : leaves.slice(0, width);
}

/**
 * The log may grow while it is read. A tile that is not full yet is replaced by the full one, which begins with the
 * same hashes; the full one is there before the other goes.
 */
function readTile(
  home: string,
  kind: string,
  index: number,
  width: number,
): { bytes: Buffer; isFull: boolean } {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const groups = digits.match(/\d{3}/g) ?? [];
  const name = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
  const full = join(home, "tile", kind, name);
  const partial = width < tileWidth ? readIfThere(join(`${full}.p`, String(width))) : undefined;
  const bytes = partial ?? readIfThere(full);
  if (bytes === undefined) throw new Refused("rootMismatch", `tile ${kind}/${name} is missing`);
  return { bytes, isFull: partial === undefined };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
