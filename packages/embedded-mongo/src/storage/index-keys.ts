import { compare } from "../bson/compare.ts";
import { emptyArray, type KeyPart, KeyWriter } from "../bson/key.ts";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import type { IndexField } from "./index-spec.ts";

export interface Keys {
  readonly keys: readonly Buffer[];
  readonly isMultikey: boolean;
  /** False when the document has none of the fields. */
  readonly isPresent: boolean;
}

interface Place {
  readonly value: Value | undefined;
  readonly rest: readonly string[];
}

/** Every key by which an index finds a document; several where a field is an array. */
export function keysOf(fields: readonly IndexField[], doc: Doc): Keys {
  const found: KeyPart[][] = [];
  const state = { isPresent: false, isMultikey: false };
  collect(
    fields.map(({ path }) => ({ value: doc, rest: path })),
    found,
    state,
  );
  const keys = found.map((parts) => encode(fields, parts));
  return { keys: keys.length > 1 ? distinct(keys) : keys, ...state };
}

function encode(fields: readonly IndexField[], parts: readonly KeyPart[]): Buffer {
  const key = new KeyWriter();
  for (const [index, part] of parts.entries()) key.part(part, fields[index]?.direction ?? 1);
  return key.done();
}

function distinct(keys: readonly Buffer[]): Buffer[] {
  const sorted = keys.toSorted((a, b) => Buffer.compare(a, b));
  return sorted.filter((key, index) => index === 0 || !key.equals(sorted[index - 1] ?? key));
}

function collect(
  places: readonly Place[],
  found: KeyPart[][],
  state: { isPresent: boolean; isMultikey: boolean },
): void {
  const now = places.map(descend);
  const array = now.find((place) => !isSettled(place))?.value;
  if (array === undefined) {
    if (now.some(({ value }) => value !== undefined)) state.isPresent = true;
    found.push(now.map(({ value }) => value ?? null));
    return;
  }
  const items = array as Value[];
  state.isMultikey = true;
  if (now.some((place) => !isSettled(place) && place.value !== array)) {
    throw new Refusal("CannotIndexParallelArrays", "cannot index parallel arrays");
  }
  if (items.length === 0) {
    state.isPresent = true;
    found.push(
      now.map(({ value, rest }) =>
        value !== array ? (value ?? null) : rest.length === 0 ? emptyArray : null,
      ),
    );
    return;
  }
  for (const item of items) {
    collect(
      now.map((place) => (isSettled(place) || place.value !== array ? place : stepInto(item, place.rest))),
      found,
      state,
    );
  }
}

const settledRest: readonly string[] = ["settled"];

/** A value inside an array is taken as it is, even when it is an array itself. */
function stepInto(item: Value, rest: readonly string[]): Place {
  if (rest.length === 0) return { value: item, rest: settledRest };
  return isDoc(item) ? { value: item, rest } : { value: undefined, rest: settledRest };
}

function isSettled({ value, rest }: Place): boolean {
  return rest === settledRest || !Array.isArray(value);
}

/** Goes on through documents until an array, a scalar or the end of the path. */
function descend(place: Place): Place {
  if (place.rest === settledRest) return place;
  let { value, rest } = place;
  while (rest.length > 0 && isDoc(value)) {
    value = value.get(rest[0] ?? "");
    rest = rest.slice(1);
  }
  if (rest.length > 0 && !Array.isArray(value)) return { value: undefined, rest: settledRest };
  return { value, rest };
}

/** The values that sorting by a path looks at. */
export function sortPart(path: readonly string[], direction: 1 | -1, doc: Doc): KeyPart {
  const found: KeyPart[][] = [];
  collect([{ value: doc, rest: path }], found, { isPresent: false, isMultikey: false });
  const parts = found.map(([part]) => part ?? null);
  return parts.reduce((best, part) => (comparePart(part, best) * direction < 0 ? part : best));
}

function comparePart(a: KeyPart, b: KeyPart): number {
  if (a === emptyArray) return b === emptyArray ? 0 : b !== null && compare(b, null) < 0 ? 1 : -1;
  return b === emptyArray ? -comparePart(b, a) : compare(a, b);
}
