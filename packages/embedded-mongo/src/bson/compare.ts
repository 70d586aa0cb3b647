import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from "bson";
import { compareNumbers } from "./number.ts";
import { type Doc, type Num, tagOf, type Value } from "./value.ts";

/** The order of types, as MongoDB sorts them. Also the first byte of an index key, so never zero. */
export const rank = {
  minKey: 1,
  emptyArray: 3,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  code: 60,
  maxKey: 127,
} as const;

const rankOfTag: Readonly<Record<string, number>> = {
  Int32: rank.number,
  Double: rank.number,
  Long: rank.number,
  Decimal128: rank.number,
  BSONSymbol: rank.string,
  Binary: rank.binary,
  ObjectId: rank.objectId,
  Timestamp: rank.timestamp,
  BSONRegExp: rank.regex,
  Code: rank.code,
  MinKey: rank.minKey,
  MaxKey: rank.maxKey,
};

export function rankOf(value: Value): number {
  if (value === null) return rank.null;
  if (typeof value === "string") return rank.string;
  if (typeof value === "boolean") return rank.boolean;
  const tagged = rankOfTag[tagOf(value) ?? ""];
  if (tagged !== undefined) return tagged;
  if (value instanceof Date) return rank.date;
  return Array.isArray(value) ? rank.array : rank.object;
}

/** BSON's comparison order: first by type, then by value; numbers of all types on one line. */
export function compare(a: Value, b: Value): number {
  const type = rankOf(a);
  const byType = type - rankOf(b);
  if (byType !== 0) return byType;
  switch (type) {
    case rank.number:
      return compareNumbers(a as Num, b as Num);
    case rank.string:
      return compareText(textOf(a), textOf(b));
    case rank.object:
      return compareDocs(a as Doc, b as Doc);
    case rank.array:
      return compareArrays(a as Value[], b as Value[]);
    case rank.binary:
      return compareBinaries(a as Binary, b as Binary);
    case rank.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case rank.boolean:
      return Number(a) - Number(b);
    case rank.date:
      return (a as Date).getTime() - (b as Date).getTime();
    case rank.timestamp:
      return (a as Timestamp).compare(b as Timestamp);
    case rank.regex:
      return compareRegexes(a as BSONRegExp, b as BSONRegExp);
    case rank.code:
      return compareText((a as Code).code, (b as Code).code);
    default:
      return 0;
  }
}

export function same(a: Value, b: Value): boolean {
  return compare(a, b) === 0;
}

export function textOf(value: Value): string {
  return typeof value === "string" ? value : String(value);
}

/** By code points, which is the order of UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x === y) continue;
    const [isHighX, isHighY] = [x >= 0xd800 && x <= 0xdfff, y >= 0xd800 && y <= 0xdfff];
    return isHighX === isHighY ? x - y : isHighX ? 1 : -1;
  }
  return a.length - b.length;
}

function compareDocs(a: Doc, b: Doc): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const other = others.next();
    if (other.done === true) return 1;
    const [otherName, otherValue] = other.value;
    const order =
      rankOf(value) - rankOf(otherValue) || compareText(name, otherName) || compare(value, otherValue);
    if (order !== 0) return order;
  }
  return a.size - b.size;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compare(value, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinaries(a: Binary, b: Binary): number {
  const [x, y] = [a.value(), b.value()];
  return x.length - y.length || a.sub_type - b.sub_type || Buffer.compare(x, y);
}

function compareRegexes(a: BSONRegExp, b: BSONRegExp): number {
  return compareText(a.pattern, b.pattern) || compareText(a.options, b.options);
}
