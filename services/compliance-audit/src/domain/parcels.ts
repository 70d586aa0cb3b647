// What MongoDB takes as one document is 16 MB; far less moves as fast.
const bytesMax = 4_194_304;

/** Cuts a list into parts of at most so many, none of them too long for one document. */
export function parcels<T extends { readonly bytes: { readonly length: number } }>(
  all: readonly T[],
  countMax: number,
): readonly (readonly T[])[] {
  const cut: T[][] = [];
  let part: T[] = [];
  let size = 0;
  for (const one of all) {
    const isFull = part.length === countMax || (part.length > 0 && size + one.bytes.length > bytesMax);
    if (isFull || cut.length === 0) {
      part = [];
      size = 0;
      cut.push(part);
    }
    part.push(one);
    size += one.bytes.length;
  }
  return cut;
}
