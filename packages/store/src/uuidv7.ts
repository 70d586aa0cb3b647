import { randomBytes } from "node:crypto";

export interface Chance {
  readonly nowMs: () => number;
  readonly bytes: () => Uint8Array;
}

/** Makes ids that sort by when they were made, even within a millisecond and when the clock goes back. */
export function idMaker({ nowMs, bytes }: Chance): () => string {
  let atMs = 0;
  let count = 0;
  return () => {
    const now = nowMs();
    if (now > atMs) {
      atMs = now;
      count = 0;
    } else if (++count > 0xfff) {
      atMs += 1;
      count = 0;
    }
    const tail = Buffer.from(bytes());
    tail[0] = 0x80 | ((tail[0] ?? 0) & 0x3f);
    const time = atMs.toString(16).padStart(12, "0");
    const hex = `${time}7${count.toString(16).padStart(3, "0")}${tail.toString("hex")}`;
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
}

/** A new UUIDv7: unique for ever; those of one process sort by when they were made. */
export const uuidv7: () => string = idMaker({ nowMs: Date.now, bytes: () => randomBytes(8) });
