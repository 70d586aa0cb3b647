import type {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";

/** A document as fields in their order: objects would reorder numeric names. Numbers keep their BSON type. */
export type Doc = Map<string, Value>;

export type Value = Scalar | Doc | Value[];

export type Num = Int32 | Double | Long | Decimal128;

type Scalar =
  | null
  | boolean
  | string
  | Date
  | Num
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | Timestamp
  | MinKey
  | MaxKey;

export function isDoc(value: unknown): value is Doc {
  return value instanceof Map;
}

export function isNum(value: unknown): value is Num {
  const tag = tagOf(value);
  return tag === "Int32" || tag === "Double" || tag === "Long" || tag === "Decimal128";
}

/** The name by which the bson library knows a wrapped value. */
export function tagOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as { readonly _bsontype?: string })._bsontype;
}

export function isRegex(value: unknown): value is BSONRegExp {
  return tagOf(value) === "BSONRegExp";
}

/** True for `{ $gt: 1 }` and the like, false for plain documents and references. */
export function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const first = value.keys().next().value;
  return (
    first !== undefined && first.startsWith("$") && first !== "$ref" && first !== "$id" && first !== "$db"
  );
}
