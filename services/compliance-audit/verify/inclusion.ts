import { nodeHash, rootOf } from "./tree.ts";

/** RFC 6962: the hashes beside the way from a leaf to the root, the lowest first. */
export function inclusionPath(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  const [inside, beside] =
    index < split ? [inclusionPath(left, index), right] : [inclusionPath(right, index - split), left];
  const root = rootOf(beside);
  return root === undefined ? inside : [...inside, root];
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
