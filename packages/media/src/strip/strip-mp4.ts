import { damaged } from "../unacceptable.ts";
import { reader } from "./reader.ts";
import { zeros } from "./zeros.ts";

// Their boxes follow their head, so walking on without leaving them finds those too.
const opened: ReadonlySet<string> = new Set(["moov", "trak"]);
// Place, maker, and notes of whoever filmed; nothing that a player needs.
const blanked: ReadonlySet<string> = new Set(["udta", "meta", "uuid"]);
const what = "The recording";

/**
 * Passes on an MP4 or 3GP file without the boxes that tell where, when and with what it was made: they become free space
 * of the same size, as the places of all else are counted from the beginning.
 */
export async function* stripMp4(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const from = reader(bytes);
  try {
    for (;;) {
      const head = await from.some(8);
      if (head.length === 0) break;
      if (head.length < 8) throw damaged(what);
      from.unread(head.subarray(8));
      const size = head.readUInt32BE();
      const type = head.toString("latin1", 4, 8);
      if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) throw damaged(what);
      if (size === 0) {
        if (blanked.has(type) || opened.has(type)) throw damaged(what);
        yield head.subarray(0, 8);
        yield* from.pass(Infinity);
        break;
      }
      const long = size === 1 ? await from.take(8) : Buffer.alloc(0);
      if (long === undefined) throw damaged(what);
      const length = (size === 1 ? Number(long.readBigUInt64BE()) : size) - 8 - long.length;
      if (length < 0) throw damaged(what);
      yield* boxOf(head.subarray(0, 8), long, type, length);
    }
  } finally {
    await from.close();
  }

  async function* boxOf(
    head: Buffer,
    long: Buffer,
    type: string,
    length: number,
  ): AsyncGenerator<Uint8Array> {
    if (blanked.has(type)) {
      yield Buffer.concat([head.subarray(0, 4), Buffer.from("free"), long]);
      if (!(await from.skip(length))) throw damaged(what);
      return yield* zeros(length);
    }
    yield Buffer.concat([head, long]);
    if (!opened.has(type) && !(yield* from.pass(length))) throw damaged(what);
  }
}
