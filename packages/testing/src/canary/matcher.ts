/** Finds any of many byte strings; `found` is told where one begins and which it is. */
export type Match = (bytes: Buffer, found: (start: number, index: number) => void) => void;

const tableSize = 1 << 17;

/**
 * Wu and Manber's search: three bytes at the end of a window say how far it may jump, so that most of a large file is
 * never looked at. Patterns are at least four bytes long.
 */
export function matcher(patterns: readonly Buffer[]): Match {
  const window = Math.min(...patterns.map(({ length }) => length));
  const jumps = new Uint8Array(tableSize).fill(Math.min(255, window - 2));
  const heads = new Int32Array(tableSize).fill(-1);
  const nexts = new Int32Array(patterns.length).fill(-1);
  const begins = new Uint16Array(patterns.length);
  for (const [index, pattern] of patterns.entries()) {
    begins[index] = pattern.readUInt16LE(0);
    for (let end = 2; end < window; end += 1) {
      const block = blockAt(pattern, end);
      jumps[block] = Math.min(jumps[block] ?? 0, window - 1 - end);
      if (end < window - 1) continue;
      nexts[index] = heads[block] ?? -1;
      heads[block] = index;
    }
  }
  return (bytes, found) => {
    for (let end = window - 1; end < bytes.length;) {
      const block = blockAt(bytes, end);
      const jump = jumps[block] ?? 0;
      if (jump > 0) {
        end += jump;
        continue;
      }
      const start = end - window + 1;
      const begin = (bytes[start] ?? 0) | ((bytes[start + 1] ?? 0) << 8);
      for (let index = heads[block] ?? -1; index >= 0; index = nexts[index] ?? -1)
        if (begins[index] === begin && isAt(bytes, start, patterns[index])) found(start, index);
      end += 1;
    }
  };
}

function blockAt(bytes: Uint8Array, end: number): number {
  return ((bytes[end] ?? 0) ^ ((bytes[end - 1] ?? 0) << 5) ^ ((bytes[end - 2] ?? 0) << 9)) & (tableSize - 1);
}

function isAt(bytes: Buffer, start: number, pattern: Buffer | undefined): boolean {
  if (pattern === undefined || start + pattern.length > bytes.length) return false;
  return bytes.compare(pattern, 0, pattern.length, start, start + pattern.length) === 0;
}
