export interface Chunk {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Cuts a stream into chunks of one size; the last may be smaller, and an empty stream is one empty chunk. */
export async function* chunks(bytes: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncGenerator<Chunk> {
  let chunk = Buffer.alloc(sizeBytes);
  let filled = 0;
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length;) {
      // Only what follows tells that a full one was not the last.
      if (filled === sizeBytes) {
        yield { bytes: chunk, isLast: false };
        chunk = Buffer.alloc(sizeBytes);
        filled = 0;
      }
      const size = Math.min(sizeBytes - filled, piece.length - at);
      chunk.set(piece.subarray(at, at + size), filled);
      filled += size;
      at += size;
    }
  }
  yield { bytes: chunk.subarray(0, filled), isLast: true };
}
