import { hash } from "./hash.ts";

/** RFC 6962: a leaf and a node can never be taken for each other. */
export function leafHash(leaf: Uint8Array): Buffer {
  return hash([leafPrefix, leaf]);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash([nodePrefix, left, right]);
}

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

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
  const roots = [...range.roots];
  let node: Uint8Array = leaf;
  // Every trailing one bit of the size is a perfect tree as large as the one that has just become complete.
  for (let size = range.size; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = roots.pop();
    if (left === undefined) throw new Error("a range without the roots that its size demands");
    node = nodeHash(left, node);
  }
  return { size: range.size + 1, roots: [...roots, node] };
}

/** RFC 6962 section 2.1: the root hash; of an empty log, the hash of nothing. */
export function rootOf({ roots }: Range): Buffer {
  const [last, ...others] = roots.toReversed();
  if (last === undefined) return hash([]);
  return Buffer.from(others.reduce<Uint8Array>((right, left) => nodeHash(left, right), last));
}

/** The root of any list of leaf hashes, for whoever has them all. */
export function rootOfLeaves(leaves: readonly Uint8Array[]): Buffer {
  return rootOf(leaves.reduce(append, emptyRange));
}
