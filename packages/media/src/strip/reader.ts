/** Reads a stream in the pieces that a format is made of; holds no more than the piece that is asked for. */
export interface Reader {
  /** Exactly so many bytes; undefined where fewer are left. */
  take(sizeBytes: number): Promise<Buffer | undefined>;
  /** What has come, at least so many bytes; fewer only at the end. */
  some(sizeBytes: number): Promise<Buffer>;
  /** Passes so many bytes on as they come, and gives whether all were there. */
  pass(sizeBytes: number): AsyncGenerator<Uint8Array, boolean>;
  skip(sizeBytes: number): Promise<boolean>;
  unread(bytes: Buffer): void;
  /** Reads to the end and throws it away: whoever counts or scans the stream sees all of it. */
  drain(): Promise<void>;
  /** Tells the source that nobody reads on. */
  close(): Promise<void>;
}

const nothing: Buffer = Buffer.alloc(0);

export function reader(bytes: AsyncIterable<Uint8Array>): Reader {
  const source = bytes[Symbol.asyncIterator]();
  let held = nothing;

  async function next(): Promise<Buffer | undefined> {
    const { done, value } = await source.next();
    return done === true ? undefined : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }

  async function fill(sizeBytes: number): Promise<void> {
    const pieces = [held];
    let length = held.length;
    while (length < sizeBytes) {
      const piece = await next();
      if (piece === undefined) break;
      pieces.push(piece);
      length += piece.length;
    }
    if (pieces.length > 1) held = Buffer.concat(pieces);
  }

  async function* pass(sizeBytes: number): AsyncGenerator<Uint8Array, boolean> {
    let left = sizeBytes;
    while (left > 0) {
      const piece = held.length > 0 ? held : await next();
      if (piece === undefined) return false;
      held = piece.subarray(left);
      yield piece.subarray(0, left);
      left -= Math.min(left, piece.length);
    }
    return true;
  }

  return {
    async take(sizeBytes) {
      await fill(sizeBytes);
      if (held.length < sizeBytes) return undefined;
      const taken = held.subarray(0, sizeBytes);
      held = held.subarray(sizeBytes);
      return taken;
    },
    async some(sizeBytes) {
      await fill(sizeBytes);
      const all = held;
      held = nothing;
      return all;
    },
    pass,
    async skip(sizeBytes) {
      const passing = pass(sizeBytes);
      for (;;) {
        const { done, value } = await passing.next();
        if (done === true) return value;
      }
    },
    unread(bytes) {
      held = Buffer.concat([bytes, held]);
    },
    async drain() {
      held = nothing;
      while ((await next()) !== undefined);
    },
    async close() {
      await source.return?.();
    },
  };
}
