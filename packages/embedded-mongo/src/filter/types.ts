import { tagOf, isNum, type Value } from "../bson/value.ts";
import { nearNumber } from "../bson/number.ts";
import { Refusal } from "../refusal.ts";
import { missing, type Found } from "./path.ts";

const numberOf: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  symbol: 14,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const typeOfTag: Readonly<Record<string, string>> = {
  Double: "double",
  Int32: "int",
  Long: "long",
  Decimal128: "decimal",
  Binary: "binData",
  ObjectId: "objectId",
  BSONRegExp: "regex",
  BSONSymbol: "symbol",
  Code: "javascript",
  Timestamp: "timestamp",
  MinKey: "minKey",
  MaxKey: "maxKey",
};

/** The name that `$type` has for a value. */
export function typeName(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (value instanceof Date) return "date";
  if (Array.isArray(value)) return "array";
  return typeOfTag[tagOf(value) ?? ""] ?? "object";
}

export function typeTest(operand: Value): (found: Found) => boolean {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(named));
  return (found) => found !== missing && wanted.has(typeName(found));
}

function named(type: Value): string[] {
  if (type === "number") return ["int", "long", "double", "decimal"];
  if (typeof type === "string" && numberOf[type] !== undefined) return [type];
  const code = isNum(type) ? nearNumber(type) : undefined;
  const name = Object.entries(numberOf).find(([, number]) => number === code)?.[0];
  if (name === undefined) throw new Refusal("BadValue", "$type names an unknown type");
  return [name];
}
