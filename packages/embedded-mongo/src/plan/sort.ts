import { KeyWriter } from "../bson/key.ts";
import { exactNumber } from "../bson/number.ts";
import { isDoc, isNum, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { sortPart } from "../storage/index-keys.ts";
import type { IndexField } from "../storage/index-spec.ts";

export type Sort = readonly IndexField[];

export function readSort(sort: Value | undefined): Sort {
  if (sort === undefined || sort === null) return [];
  if (!isDoc(sort)) throw new Refusal("TypeMismatch", "sort must be a document");
  return [...sort].map(([name, direction]) => {
    const sign = isNum(direction) ? exactNumber(direction) : undefined;
    if (isDoc(direction))
      throw new Refusal("BadValue", `sort by ${[...direction.keys()].join()} is not known here`);
    if (sign !== 1 && sign !== -1)
      throw new Refusal("BadValue", "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
    if (name === "$natural") throw new Refusal("BadValue", "sort by $natural is not known here");
    return { name, path: name.split("."), direction: sign };
  });
}

/** Bytes by which documents come into the order asked for. */
export function sortKey(sort: Sort, doc: Doc): Buffer {
  const key = new KeyWriter();
  for (const { path, direction } of sort) key.part(sortPart(path, direction, doc), direction);
  return key.done();
}

/**
 * Whether an index, whose first `fixed` fields have one value each, is in this order when read forward (false) or
 * backward (true); undefined when in neither.
 */
export function isBackward(fields: readonly IndexField[], fixed: number, sort: Sort): boolean | undefined {
  const constant = new Set(fields.slice(0, fixed).map(({ name }) => name));
  const wanted = sort.filter(({ name }) => !constant.has(name));
  const rest = fields.slice(fixed);
  const [first] = wanted;
  const [head] = rest;
  if (first === undefined) return false;
  const isReversed = first.direction !== head?.direction;
  const fits = wanted.every(({ name, direction }, at) => {
    const field = rest[at];
    return field?.name === name && (field.direction !== direction) === isReversed;
  });
  return fits ? isReversed : undefined;
}
