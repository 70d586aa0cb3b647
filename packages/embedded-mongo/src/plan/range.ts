import { rankOf } from "../bson/compare.ts";
import { keyOf } from "../bson/key.ts";
import type { Value } from "../bson/value.ts";

/** Keys of one field: those from `min` to `max`, each a beginning of keys, taken in or left out whole. */
export interface Range {
  readonly min: Buffer;
  readonly isMinIn: boolean;
  readonly max: Buffer;
  readonly isMaxIn: boolean;
}

export function point(value: Value): Range {
  const key = keyOf(value);
  return { min: key, isMinIn: true, max: key, isMaxIn: true };
}

export function isPoint(range: Range): boolean {
  return range.min.equals(range.max) && range.min.length > 1;
}

/** All values of the type of this one. */
export function typeOf(value: Value): Range {
  return ofRank(rankOf(value));
}

export function ofRank(rank: number): Range {
  const type = Buffer.from([rank]);
  return { min: type, isMinIn: true, max: type, isMaxIn: true };
}

/** The first key after all that begin like this one. */
export function successor(prefix: Buffer): Buffer {
  let last = prefix.length - 1;
  while (last >= 0 && prefix[last] === 0xff) last--;
  if (last < 0) return Buffer.from([0xff]);
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}

function lower(range: Range): Buffer {
  return range.isMinIn ? range.min : successor(range.min);
}

function upper(range: Range): Buffer {
  return range.isMaxIn ? successor(range.max) : range.max;
}

function inverted(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => 0xff ^ byte));
}

/** From and to (not included) of a range in an index of this direction. */
export function bytesOf(range: Range, direction: 1 | -1): readonly [Buffer, Buffer] {
  if (direction === 1) return [lower(range), upper(range)];
  const [min, max] = [inverted(range.min), inverted(range.max)];
  return [range.isMaxIn ? max : successor(max), range.isMinIn ? successor(min) : min];
}

function isEmpty(range: Range): boolean {
  return Buffer.compare(lower(range), upper(range)) >= 0;
}

/** What two unions of ranges have in common. */
export function intersect(a: readonly Range[], b: readonly Range[]): Range[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      const [low, high] = [
        Buffer.compare(lower(x), lower(y)) >= 0 ? x : y,
        Buffer.compare(upper(x), upper(y)) <= 0 ? x : y,
      ];
      const both = { min: low.min, isMinIn: low.isMinIn, max: high.max, isMaxIn: high.isMaxIn };
      return isEmpty(both) ? [] : [both];
    }),
  );
}

/** Every value of `inner` is in one of `outer`. */
export function isWithin(inner: readonly Range[], outer: readonly Range[]): boolean {
  return inner.every((x) =>
    outer.some((y) => Buffer.compare(lower(y), lower(x)) <= 0 && Buffer.compare(upper(x), upper(y)) <= 0),
  );
}
