import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { isIndex } from "../filter/path.ts";
import { Refusal } from "../refusal.ts";

const paddingMax = 100_000;

/** The value at a concrete path: names and array indexes only. */
export function valueAt(doc: Doc, path: readonly string[]): Value | undefined {
  let now: Value | undefined = doc;
  for (const part of path) {
    if (isDoc(now)) now = now.get(part);
    else if (Array.isArray(now) && isIndex(part)) now = now[Number(part)];
    else return undefined;
  }
  return now;
}

/** Changes the value at a concrete path in place, making documents on the way. */
export function setAt(doc: Doc, path: readonly string[], value: Value): void {
  let holder: Value = doc;
  for (const [index, part] of path.entries()) {
    if (index === path.length - 1) return put(holder, part, value);
    const next: Value | undefined = valueAt(new Map([["holder", holder]]), ["holder", part]);
    if (next !== undefined) {
      holder = next;
      continue;
    }
    const made: Doc = new Map();
    put(holder, part, made);
    holder = made;
  }
}

function put(holder: Value, part: string, value: Value): void {
  if (isDoc(holder)) {
    holder.set(part, value);
    return;
  }
  if (!Array.isArray(holder) || !isIndex(part)) {
    throw notViable(part);
  }
  const at = Number(part);
  if (at - holder.length > paddingMax) throw new Refusal("BadValue", "the array would be padded too far");
  while (holder.length < at) holder.push(null);
  holder[at] = value;
}

/** Refuses a path that leads through a scalar or, by name, into an array. */
export function checkViable(doc: Doc, path: readonly string[]): void {
  let now: Value | undefined = doc;
  for (const part of path) {
    if (now === undefined) return;
    if (isDoc(now)) now = now.get(part);
    else if (Array.isArray(now) && isIndex(part)) now = now[Number(part)];
    else throw notViable(part);
  }
}

function notViable(part: string): Refusal {
  return new Refusal("PathNotViable", `Cannot create field '${part}' in element`);
}

/** Removes a field; an array item becomes null. Nothing there changes nothing. */
export function removeAt(doc: Doc, path: readonly string[]): void {
  const holder = valueAt(doc, path.slice(0, -1));
  const last = path.at(-1) ?? "";
  if (isDoc(holder)) holder.delete(last);
  else if (Array.isArray(holder) && isIndex(last) && Number(last) < holder.length)
    holder[Number(last)] = null;
}
