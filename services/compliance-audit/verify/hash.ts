import { hash } from "node:crypto";

export const hashBytes = 32;

/** SHA-256. As text first: Node makes a string of 32 bytes three times as fast as a buffer of its own. */
export function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash("sha256", bytes, "binary"), "binary");
}

/** The same, written to where it belongs. */
export function sha256Into(target: Buffer, at: number, bytes: Uint8Array): void {
  target.write(hash("sha256", bytes, "binary"), at, hashBytes, "latin1");
}

/** RFC 6962: a leaf begins with a zero, a node with a one. */
export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.concat([Uint8Array.of(0), entry]));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([Uint8Array.of(1), left, right]));
}

/**
 * The rows above hashes that lie one after the other, up to their root, each half as long as the one below. Of a row
 * with an odd end the last one goes up as it is, as RFC 6962 has it.
 */
export function rowsOver(hashes: Buffer): Buffer[] {
  const rows = [hashes];
  for (let row = hashes; row.length > hashBytes;) {
    const pairs = Math.floor(row.length / (2 * hashBytes));
    const isOdd = row.length % (2 * hashBytes) > 0;
    const above = Buffer.allocUnsafe((pairs + (isOdd ? 1 : 0)) * hashBytes);
    // With a byte before each pair for its prefix: it lies on the pair that was hashed before.
    const work = Buffer.allocUnsafe(1 + row.length);
    row.copy(work, 1);
    for (let pair = 0; pair < pairs; pair += 1) {
      const at = pair * 2 * hashBytes;
      work[at] = 1;
      sha256Into(above, pair * hashBytes, work.subarray(at, at + 1 + 2 * hashBytes));
    }
    if (isOdd) row.copy(above, pairs * hashBytes, row.length - hashBytes);
    rows.push(above);
    row = above;
  }
  return rows;
}

/** The root over hashes of full subtrees, the last of which may be smaller; undefined over none. */
export function rootOver(hashes: Buffer): Buffer | undefined {
  return hashes.length === 0 ? undefined : rowsOver(hashes).at(-1);
}
