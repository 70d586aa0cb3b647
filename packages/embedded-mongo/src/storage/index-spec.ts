import { Int32 } from "bson";
import { exactNumber, nearNumber, wholeNumber } from "../bson/number.ts";
import { isDoc, isNum, type Doc, type Value } from "../bson/value.ts";
import { isIndex } from "../filter/path.ts";
import { Refusal } from "../refusal.ts";

export interface IndexField {
  readonly name: string;
  readonly path: readonly string[];
  readonly direction: 1 | -1;
}

/** What an index was asked to be. */
export interface IndexSpec {
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly isUnique: boolean;
  readonly isSparse: boolean;
  readonly partial: Doc | undefined;
  readonly expireAfterSeconds: number | undefined;
  /** As `listIndexes` shows it. */
  readonly shown: Doc;
}

const known = new Set([
  "v",
  "key",
  "name",
  "unique",
  "sparse",
  "partialFilterExpression",
  "expireAfterSeconds",
  "background",
  "hidden",
  "ns",
]);

export const idIndex: Doc = new Map<string, Value>([
  ["v", new Int32(2)],
  ["key", new Map([["_id", new Int32(1)]])],
  ["name", "_id_"],
]);

/** Understands one entry of `createIndexes`; what cannot be kept is refused by name. */
export function readIndexSpec(wish: Doc): IndexSpec {
  for (const name of wish.keys()) {
    if (name === "collation" && isSimple(wish.get(name))) continue;
    if (!known.has(name))
      throw new Refusal("CannotCreateIndex", `The index option '${name}' is not known here`);
  }
  if (isTrue(wish.get("hidden")))
    throw new Refusal("CannotCreateIndex", "The index option 'hidden' is not known here");
  const key = wish.get("key");
  if (!isDoc(key) || key.size === 0)
    throw new Refusal("CannotCreateIndex", "Index keys cannot be an empty object");
  const fields = [...key].map(([name, direction]) => readField(name, direction));
  const name = wish.get("name");
  if (typeof name !== "string" || name === "")
    throw new Refusal("CannotCreateIndex", "an index needs a name");
  const partial = wish.get("partialFilterExpression");
  const isSparse = isTrue(wish.get("sparse"));
  if (partial !== undefined && !isDoc(partial))
    throw new Refusal("CannotCreateIndex", "partialFilterExpression must be a document");
  if (partial !== undefined && isSparse)
    throw new Refusal("CannotCreateIndex", 'cannot mix "partialFilterExpression" and "sparse" options');
  return {
    name,
    fields,
    isUnique: isTrue(wish.get("unique")) || name === "_id_",
    isSparse,
    partial,
    expireAfterSeconds: readExpiry(wish.get("expireAfterSeconds"), fields),
    shown: shownOf(wish),
  };
}

function readField(name: string, direction: Value): IndexField {
  if (typeof direction === "string")
    throw new Refusal("CannotCreateIndex", `Unknown index plugin '${direction}': not known here`);
  const sign = isNum(direction) ? (exactNumber(direction) ?? 0) : 0;
  if (sign === 0 || Number.isNaN(sign))
    throw new Refusal(
      "CannotCreateIndex",
      `Values in the index key pattern must be positive or negative numbers: ${name}`,
    );
  const path = name.split(".");
  if (path.some((part) => part === "" || part.startsWith("$")))
    throw new Refusal("CannotCreateIndex", `Index key contains an illegal field name: ${name}`);
  if (path.some(isIndex))
    throw new Refusal("CannotCreateIndex", `An index on a position of an array is not known here: ${name}`);
  return { name, path, direction: sign > 0 ? 1 : -1 };
}

function readExpiry(value: Value | undefined, fields: readonly IndexField[]): number | undefined {
  if (value === undefined) return undefined;
  const seconds = isNum(value) ? wholeNumber(value) : undefined;
  if (seconds === undefined || seconds < 0)
    throw new Refusal(
      "CannotCreateIndex",
      "TTL index 'expireAfterSeconds' option must be numeric, not negative",
    );
  if (fields.length !== 1)
    throw new Refusal(
      "CannotCreateIndex",
      "TTL indexes are single-field indexes, compound indexes do not support TTL",
    );
  return seconds;
}

function shownOf(wish: Doc): Doc {
  const hidden = new Set(["v", "ns", "background", "hidden", "collation"]);
  const rest = [...wish].filter(([name, value]) => !hidden.has(name) && !(value === false));
  return new Map<string, Value>([["v", new Int32(2)], ...rest]);
}

export function isTrue(value: Value | undefined): boolean {
  return value === true || (isNum(value) && nearNumber(value) !== 0);
}

export function isSimple(collation: Value | undefined): boolean {
  return (
    isDoc(collation) &&
    (collation.size === 0 || (collation.size === 1 && collation.get("locale") === "simple"))
  );
}
