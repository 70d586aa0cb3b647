import { isDoc, type Value } from "../bson/value.ts";

/** What a path finds where a document has no such field. */
export const missing = Symbol("missing");

export type Found = Value | typeof missing;

export function isIndex(part: string): boolean {
  return /^\d+$/.test(part);
}

/**
 * True when one of the values that a path reaches passes the test. Arrays on the way are entered; an array at the
 * end is tried as a whole and, with `expand`, item by item.
 */
export function some(
  value: Value,
  path: readonly string[],
  expand: boolean,
  test: (found: Found) => boolean,
  at = 0,
): boolean {
  const part = path[at];
  if (part === undefined) {
    if (expand && Array.isArray(value) && value.some((item) => test(item))) return true;
    return test(value);
  }
  if (isDoc(value)) {
    const next = value.get(part);
    return next === undefined ? test(missing) : some(next, path, expand, test, at + 1);
  }
  if (!Array.isArray(value)) return test(missing);
  const item = isIndex(part) ? value[Number(part)] : undefined;
  if (item !== undefined && someAtIndex(item, path, expand, test, at + 1)) return true;
  return value.some((item) => isDoc(item) && some(item, path, expand, test, at));
}

// An item that is named by its position is taken as it is; a scalar there has no fields, not even missing ones.
function someAtIndex(
  item: Value,
  path: readonly string[],
  expand: boolean,
  test: (found: Found) => boolean,
  at: number,
): boolean {
  if (at === path.length) return test(item);
  return (isDoc(item) || Array.isArray(item)) && some(item, path, expand, test, at);
}

/** The value at a path through documents only; undefined where an array or a scalar is in the way. */
export function plainAt(value: Value, path: readonly string[]): Value | undefined {
  let now: Value | undefined = value;
  for (const part of path) {
    if (!isDoc(now)) return undefined;
    now = now.get(part);
  }
  return now;
}
