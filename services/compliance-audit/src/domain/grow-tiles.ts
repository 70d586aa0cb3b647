import { rootOfLeaves } from "./merkle.ts";
import { tileWidth } from "./tiles.ts";

export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 32 bytes each, one after the other. */
  readonly hashes: Uint8Array;
}

const hashBytes = 32;

/** The tiles that change when leaves are added to a log of `size`. A full tile adds its root to the level above. */
export async function tilesWith(
  load: (level: number, index: number) => Promise<Uint8Array | undefined>,
  size: number,
  leaves: readonly Uint8Array[],
): Promise<readonly Tile[]> {
  const grown: Tile[] = [];
  let added = leaves;
  let before = size;
  for (let level = 0; added.length > 0; level += 1) {
    const roots: Uint8Array[] = [];
    let index = Math.floor(before / tileWidth);
    let hashes = split((await load(level, index)) ?? new Uint8Array()).slice(0, before % tileWidth);
    for (const hash of added) {
      hashes = [...hashes, hash];
      if (hashes.length < tileWidth) continue;
      grown.push({ level, index, hashes: Buffer.concat(hashes) });
      roots.push(rootOfLeaves(hashes));
      index += 1;
      hashes = [];
    }
    if (hashes.length > 0) grown.push({ level, index, hashes: Buffer.concat(hashes) });
    added = roots;
    before = Math.floor(before / tileWidth);
  }
  return grown;
}

function split(hashes: Uint8Array): Uint8Array[] {
  return Array.from({ length: hashes.length / hashBytes }, (_, index) =>
    hashes.subarray(index * hashBytes, (index + 1) * hashBytes),
  );
}
