/** Cuts a stream of bytes into messages by their length. Larger than MongoDB's limit throws: the stream is not ours. */
export function frames(take: (message: Buffer) => void): (chunk: Buffer) => void {
  let waiting: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    waiting.push(chunk);
    size += chunk.length;
    if (size < needed(waiting)) return;
    let bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting);
    while (bytes.length >= 4 && bytes.length >= lengthOf(bytes)) {
      const length = lengthOf(bytes);
      take(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
    waiting = bytes.length === 0 ? [] : [bytes];
    size = bytes.length;
  };
}

const messageBytesMax = 48_000_000;

function lengthOf(bytes: Buffer): number {
  const length = bytes.readInt32LE(0);
  if (length < 16 || length > messageBytesMax) throw new RangeError("not a MongoDB message");
  return length;
}

function needed([first]: readonly Buffer[]): number {
  return first === undefined || first.length < 4 ? 4 : lengthOf(first);
}
