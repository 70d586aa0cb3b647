import { hashBytes, nodeHash, rowsOver } from "./hash.ts";
import { readHashes, tileWidth } from "./tile-files.ts";

/** The hashes of a tile as it is in a log of some size. */
type ReadTile = (level: number, index: number, width: number) => Buffer;

// With the rows over its hashes, a full tile is remembered in 16 KB.
const rememberedTiles = 1_024;
const rowsOfTile = Math.log2(tileWidth);

/** Proofs from the tiles of a log's folder. */
export function proverOf(home: string): (index: number, size: number) => Buffer[] {
  return prover((level, index, width) => readHashes(home, level, index, width));
}

/**
 * RFC 6962: the hashes beside the way from a leaf to the root, the lowest first, out of the few tiles in which they lie.
 * Tiles never change, so those that were read before are remembered.
 */
export function prover(read: ReadTile): (index: number, size: number) => Buffer[] {
  const remembered = new Map<string, readonly Buffer[]>();

  function rowsOf(level: number, tile: number, width: number): readonly Buffer[] {
    const name = `${level}/${tile}/${width}`;
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const rows = rowsOver(read(level, tile, width));
    if (remembered.size === rememberedTiles) remembered.clear();
    remembered.set(name, rows);
    return rows;
  }

  /** The root of the perfect subtree of 2 ** height leaves that begins at a leaf. */
  function perfect(from: number, height: number, size: number): Buffer {
    const level = Math.floor(height / rowsOfTile);
    const unit = tileWidth ** level;
    const first = from / unit;
    const tile = Math.floor(first / tileWidth);
    const width = Math.min(tileWidth, Math.floor(size / unit) - tile * tileWidth);
    const row = rowsOf(level, tile, width)[height % rowsOfTile] ?? Buffer.alloc(0);
    const place = (first % tileWidth) / 2 ** (height % rowsOfTile);
    return row.subarray(place * hashBytes, (place + 1) * hashBytes);
  }

  function root(from: number, until: number, size: number): Buffer {
    const height = Math.log2(until - from);
    if (Number.isInteger(height)) return perfect(from, height, size);
    const split = from + splitOf(until - from);
    return nodeHash(root(from, split, size), root(split, until, size));
  }

  return (index, size) => {
    const path: Buffer[] = [];
    let [from, until] = [0, size];
    while (until - from > 1) {
      const split = from + splitOf(until - from);
      path.push(index < split ? root(split, until, size) : root(from, split, size));
      [from, until] = index < split ? [from, split] : [split, until];
    }
    return path.toReversed();
  };
}

/** The largest power of two below a size. */
function splitOf(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1);
}

/** RFC 9162 section 2.1.3.2: the root that a leaf and its path lead to; undefined where they fit no tree of that size. */
export function rootByPath(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | undefined {
  let [node, last, hash] = [index, size - 1, leaf];
  if (index >= size) return undefined;
  for (const beside of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(beside, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, beside);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}
