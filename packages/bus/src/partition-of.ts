const seed = 0x9747b28c;
const m = 0x5bd1e995;

/** The partition of a key, as Kafka's own clients choose it: murmur2 of the key's bytes. */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

function murmur2(data: Buffer): number {
  const whole = data.length - (data.length % 4);
  let h = seed ^ data.length;
  for (let at = 0; at < whole; at += 4) {
    let k = Math.imul(data.readInt32LE(at), m);
    k = Math.imul(k ^ (k >>> 24), m);
    h = Math.imul(h, m) ^ k;
  }
  if (whole < data.length) h = Math.imul(h ^ data.readUIntLE(whole, data.length - whole), m);
  h = Math.imul(h ^ (h >>> 13), m);
  return h ^ (h >>> 15);
}
