/** C2SP tlog-tiles: a log as files. Every tile holds up to 256 hashes of one level, every bundle as many entries. */
export const tileWidth = 256;

/** tile/<level>/<index in groups of three digits>, with the width of one that is not full yet. */
export function tilePath(level: number | "entries", index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const groups = digits.match(/\d{3}/g) ?? [];
  const path = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ""}`;
}

/** A bundle writes the length of an entry in 16 bits. */
export const entryBytesMax = 65_535;

/** An entry bundle: each entry with its length before it, as 16 bits. */
export function bundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > entryBytesMax) throw new Error("an entry is too long for a bundle");
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

export interface TileOf {
  readonly level: number;
  readonly index: number;
  /** How many hashes it has. */
  readonly width: number;
}

/** The tiles of each level in which a log of this size differs from what it was at another: full ones, the last partial. */
export function tilesSince(before: number, size: number): readonly TileOf[] {
  const tiles: TileOf[] = [];
  let known = before;
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
    for (let index = Math.floor(known / tileWidth); index * tileWidth < hashes; index += 1)
      tiles.push({ level, index, width: Math.min(tileWidth, hashes - index * tileWidth) });
    known = Math.floor(known / tileWidth);
  }
  return tiles;
}
