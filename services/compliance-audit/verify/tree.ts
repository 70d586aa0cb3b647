import { createHash } from "node:crypto";
import { hashBytes, readHashes, tileWidth } from "./tile-files.ts";
import { Refused } from "./refused.ts";

/**
 * A Merkle tree (RFC 6962) that grows by leaves and is compared with the tiles on the way: they say which entry is
 * wrong, the root alone says only that one is.
 */
export class Tree {
  readonly #home: string;
  /** For each level the hashes of its last tile, and how many tiles are full before it. */
  readonly #levels: { full: number; hashes: Buffer[] }[] = [];

  constructor(home: string) {
    this.#home = home;
  }

  append(leaf: Buffer): void {
    this.#add(0, leaf);
  }

  /** The root of what was appended: full subtrees from the left, the one that is not full last. */
  root(): Buffer {
    const root = this.#levels.reduce<Buffer | undefined>(
      (right, { hashes }) => rootOf(right === undefined ? hashes : [...hashes, right]),
      undefined,
    );
    return root ?? sha256();
  }

  /** Compares the tiles that are not full. */
  finish(): void {
    for (const level of this.#levels.keys()) this.#compare(level);
  }

  #add(level: number, hash: Buffer): void {
    const tile = (this.#levels[level] ??= { full: 0, hashes: [] });
    tile.hashes.push(hash);
    if (tile.hashes.length < tileWidth) return;
    this.#compare(level);
    const root = rootOf(tile.hashes);
    tile.full += 1;
    tile.hashes = [];
    if (root !== undefined) this.#add(level + 1, root);
  }

  #compare(level: number): void {
    const { full, hashes } = this.#levels[level] ?? { full: 0, hashes: [] };
    if (hashes.length === 0) return;
    const tile = readHashes(this.#home, level, full, hashes.length);
    const wrong = hashes.findIndex(
      (hash, at) => !hash.equals(tile.subarray(at * hashBytes, (at + 1) * hashBytes)),
    );
    if (wrong === -1) return;
    const index = full * tileWidth + wrong;
    throw new Refused(
      "rootMismatch",
      level === 0 ? `entry ${index} is not what its hash says` : `hash ${index} of level ${level} is wrong`,
    );
  }
}

export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Uint8Array.of(0), entry);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Uint8Array.of(1), left, right);
}

/** The root over hashes of full subtrees, the last of which may be smaller; undefined over none. */
export function rootOf(hashes: readonly Buffer[]): Buffer | undefined {
  let row = hashes;
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < row.length; at += 2) {
      const [left, right] = [row[at], row[at + 1]];
      if (left !== undefined) above.push(right === undefined ? left : nodeHash(left, right));
    }
    row = above;
  }
  return row[0];
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
