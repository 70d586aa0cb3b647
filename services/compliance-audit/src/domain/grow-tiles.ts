import { hashesIn, rootOfLeaves } from "./merkle.ts";
import { type TileOf, tileWidth } from "./tiles.ts";

export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 32 bytes each, one after the other. */
  readonly hashes: Uint8Array;
}

/** The tiles that a log of this size has begun and not filled, which is what is needed of them to grow it. */
export function openTiles(size: number): readonly TileOf[] {
  const open: TileOf[] = [];
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth))
    if (hashes % tileWidth > 0)
      open.push({ level, index: Math.floor(hashes / tileWidth), width: hashes % tileWidth });
  return open;
}

/** The tiles that change when leaves are added to a log of `size`. A full tile adds its root to the level above. */
export function tilesWith(
  open: readonly Tile[],
  size: number,
  leaves: readonly Uint8Array[],
): readonly Tile[] {
  const grown: Tile[] = [];
  let added = leaves;
  let before = size;
  for (let level = 0; added.length > 0; level += 1) {
    const roots: Uint8Array[] = [];
    const begun = hashesIn(open.find((tile) => tile.level === level)?.hashes ?? new Uint8Array());
    const hashes = [...begun.slice(0, before % tileWidth), ...added];
    const first = Math.floor(before / tileWidth);
    for (let at = 0; at < hashes.length; at += tileWidth) {
      const tile = hashes.slice(at, at + tileWidth);
      grown.push({ level, index: first + at / tileWidth, hashes: Buffer.concat(tile) });
      if (tile.length === tileWidth) roots.push(rootOfLeaves(tile));
    }
    added = roots;
    before = first;
  }
  return grown;
}
