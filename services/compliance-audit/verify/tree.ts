import { hashBytes, rootOver, sha256, sha256Into } from "./hash.ts";
import { Refused } from "./refused.ts";
import { readHashes, tileWidth } from "./tile-files.ts";

interface Level {
  /** How many tiles are full before the last. */
  full: number;
  /** The last tile, and how many hashes it has. */
  readonly hashes: Buffer;
  width: number;
}

/**
 * A Merkle tree (RFC 6962) that grows by leaves and is compared with the tiles on the way: they say which entry is
 * wrong, the root alone says only that one is.
 */
export class Tree {
  readonly #home: string;
  readonly #levels: Level[] = [];

  constructor(home: string) {
    this.#home = home;
  }

  /** Takes what is hashed for an entry: a zero, then the entry. */
  append(leaf: Uint8Array): void {
    const level = this.#level(0);
    sha256Into(level.hashes, level.width * hashBytes, leaf);
    this.#grown(0, level);
  }

  /** The root of what was appended: full subtrees from the left, the one that is not full last. */
  root(): Buffer {
    const root = this.#levels.reduce<Buffer | undefined>((right, { hashes, width }) => {
      const own = hashes.subarray(0, width * hashBytes);
      return rootOver(right === undefined ? own : Buffer.concat([own, right]));
    }, undefined);
    return root ?? sha256(new Uint8Array());
  }

  /** Compares the tiles that are not full. */
  finish(): void {
    for (const [number, level] of this.#levels.entries()) this.#compare(number, level);
  }

  #level(number: number): Level {
    return (this.#levels[number] ??= { full: 0, hashes: Buffer.alloc(tileWidth * hashBytes), width: 0 });
  }

  #grown(number: number, level: Level): void {
    level.width += 1;
    if (level.width < tileWidth) return;
    this.#compare(number, level);
    const root = rootOver(level.hashes);
    level.full += 1;
    level.width = 0;
    if (root === undefined) return;
    const above = this.#level(number + 1);
    root.copy(above.hashes, above.width * hashBytes);
    this.#grown(number + 1, above);
  }

  #compare(number: number, { full, hashes, width }: Level): void {
    if (width === 0) return;
    const own = hashes.subarray(0, width * hashBytes);
    const tile = readHashes(this.#home, number, full, width);
    if (own.equals(tile)) return;
    const index = full * tileWidth + Math.floor(own.findIndex((byte, at) => byte !== tile[at]) / hashBytes);
    throw new Refused(
      "rootMismatch",
      number === 0 ? `entry ${index} is not what its hash says` : `hash ${index} of level ${number} is wrong`,
    );
  }
}
