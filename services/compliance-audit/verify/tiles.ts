import { hashBytes, rootOver, sha256Into } from "./hash.ts";
import { entryReader } from "./entry-reader.ts";
import { Producers } from "./producers.ts";
import { Refused } from "./refused.ts";
import { readHashes, readLeaves, tileWidth } from "./tile-files.ts";

export interface Found {
  /** The root of each tile, one after the other. */
  readonly roots: Buffer;
  readonly producers: Producers["found"];
}

/** Hashes the entries under some tiles in a row and compares each with its tile, which says which entry is wrong. */
export function checkEntries(home: string, first: number, last: number, size: number): Found {
  const producers = new Producers();
  const read = entryReader(producers);
  const roots: Buffer[] = [];
  for (let index = first; index < last; index += 1) {
    const leaves = readLeaves(home, index, widthOf(index, size));
    roots.push(compare(home, 0, index, hashesOf(leaves)));
    for (const [at, leaf] of leaves.entries()) read(leaf, index * tileWidth + at);
  }
  return { roots: Buffer.concat(roots), producers: producers.found };
}

/** Compares the tiles above the roots of a level's tiles; gives the root over all of them. */
export function checkAbove(home: string, roots: Buffer, size: number): Buffer | undefined {
  let row = roots;
  for (let level = 1, count = Math.floor(size / tileWidth); count > 0; level += 1) {
    const above: Buffer[] = [];
    for (let index = 0; index * tileWidth < count; index += 1) {
      const from = index * tileWidth;
      const until = Math.min(count, from + tileWidth);
      above.push(compare(home, level, index, row.subarray(from * hashBytes, until * hashBytes)));
    }
    row = Buffer.concat(above);
    count = Math.floor(count / tileWidth);
  }
  return rootOver(roots);
}

/** The root of the first entries alone, out of roots that were found for the tiles before. */
export function rootBefore(home: string, roots: Buffer, size: number, seen: number): Buffer | undefined {
  const full = Math.floor(seen / tileWidth);
  const before = roots.subarray(0, full * hashBytes);
  if (seen % tileWidth === 0) return rootOver(before);
  const hashes = hashesOf(readLeaves(home, full, widthOf(full, size)));
  // Read once more: it must be what was compared.
  const isSame = rootOver(hashes)?.equals(roots.subarray(full * hashBytes, (full + 1) * hashBytes));
  const part = isSame === true ? rootOver(hashes.subarray(0, (seen % tileWidth) * hashBytes)) : undefined;
  return part && rootOver(Buffer.concat([before, part]));
}

function widthOf(index: number, size: number): number {
  return Math.min(tileWidth, size - index * tileWidth);
}

function hashesOf(leaves: readonly Buffer[]): Buffer {
  const hashes = Buffer.allocUnsafe(leaves.length * hashBytes);
  for (const [at, leaf] of leaves.entries()) sha256Into(hashes, at * hashBytes, leaf);
  return hashes;
}

/** Gives the root over the hashes. */
function compare(home: string, level: number, index: number, own: Buffer): Buffer {
  const tile = readHashes(home, level, index, own.length / hashBytes);
  if (own.equals(tile)) return rootOver(own) ?? own;
  const wrong = Math.floor(own.findIndex((byte, at) => byte !== tile[at]) / hashBytes);
  const place = index * tileWidth + wrong;
  throw new Refused(
    "rootMismatch",
    level === 0 ? `entry ${place} is not what its hash says` : `hash ${place} of level ${level} is wrong`,
  );
}
