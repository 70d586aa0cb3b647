const block = Buffer.alloc(64 * 1024);

export function* zeros(sizeBytes: number): Generator<Uint8Array> {
  for (let left = sizeBytes; left > 0; left -= block.length) yield block.subarray(0, left);
}
