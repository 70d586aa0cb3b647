import { hash } from "./hash.ts";

/** RFC 6962: a leaf and a node can never be taken for each other. */
export function leafHash(leaf: Uint8Array): Buffer {
  return hash([leafPrefix, leaf]);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, 1);
  node.set(right, 1 + hashBytes);
  return hash([node]);
}

export const hashBytes = 32;
const leafPrefix = Uint8Array.of(0);
// Written anew for every node: its prefix, and the two below it.
const node = new Uint8Array(1 + 2 * hashBytes).fill(1, 0, 1);

/**
 * The roots of the perfect trees that a log of `size` leaves consists of, the largest first: one for each bit of
 * the size. It is all that appending needs.
 */
export interface Range {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

export const emptyRange: Range = { size: 0, roots: [] };

export function append(range: Range, leaf: Uint8Array): Range {
  return appendAll(range, [leaf]);
}

export function appendAll(range: Range, leaves: readonly Uint8Array[]): Range {
  const roots = [...range.roots];
  let { size } = range;
  for (const leaf of leaves) {
    let root = leaf;
    // Every trailing one bit of the size is a perfect tree as large as the one that has just become complete.
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = roots.pop();
      if (left === undefined) throw new Error("a range without the roots that its size demands");
      root = nodeHash(left, root);
    }
    roots.push(root);
    size += 1;
  }
  return { size, roots };
}

/** RFC 6962 section 2.1: the root hash; of an empty log, the hash of nothing. */
export function rootOf({ roots }: Range): Buffer {
  const [last, ...others] = roots.toReversed();
  if (last === undefined) return hash([]);
  return Buffer.from(others.reduce<Uint8Array>((right, left) => nodeHash(left, right), last));
}

/** The root of any list of leaf hashes, for whoever has them all. */
export function rootOfLeaves(leaves: readonly Uint8Array[]): Buffer {
  return rootOf(appendAll(emptyRange, leaves));
}

/** Hashes that lie one after the other. */
export function hashesIn(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / hashBytes) }, (_, index) =>
    bytes.subarray(index * hashBytes, (index + 1) * hashBytes),
  );
}
