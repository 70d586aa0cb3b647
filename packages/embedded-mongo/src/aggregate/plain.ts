import { Binary, BSONRegExp, Double, Int32, Long } from "bson";
import { exactNumber } from "../bson/number.ts";
import { isDoc, isNum, isRegex, tagOf, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { toRegExp } from "../filter/regex.ts";

// mingo tells values apart by their text; the text of a Binary would lose bytes that are no UTF-8.
class HexBinary extends Binary {
  override toString(): string {
    return Buffer.from(this.value()).toString("hex");
  }
}

/** Values as mingo takes them: plain objects, JavaScript numbers where they are exact. */
export function toPlain(value: Value, isExact = false): unknown {
  if (Array.isArray(value)) return value.map((item) => toPlain(item, isExact));
  if (isDoc(value)) return docToPlain(value, isExact);
  if (isNum(value)) return exactNumber(value) ?? beyond(value, isExact);
  if (isRegex(value)) return toRegExp(value);
  if (tagOf(value) === "Binary") return new HexBinary((value as Binary).value(), (value as Binary).sub_type);
  return value;
}

/** With `isExact`, numbers that JavaScript would round or not calculate with are refused. */
export function docToPlain(doc: Doc, isExact = false): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of doc) plain[name] = toPlain(value, isExact);
  return plain;
}

function beyond(value: Value, isExact: boolean): Value {
  if (isExact)
    throw new Refusal(
      "NotImplemented",
      "calculating beside Decimal128 or int64 beyond 2^53 is not known here",
    );
  return value;
}

/**
 * Values as they come back. What equals the old value at the same place keeps its BSON type, and a computed number
 * keeps the type of the number before it where it fits.
 */
export function fromPlain(plain: unknown, before?: Value): Value {
  if (plain === null || plain === undefined) return null;
  if (typeof plain === "number") return numberFrom(plain, before);
  if (typeof plain === "bigint") return Long.fromBigInt(plain);
  if (plain instanceof RegExp)
    return isRegex(before) ? before : new BSONRegExp(plain.source, plain.flags.replace(/[^imsux]/g, ""));
  if (plain instanceof HexBinary) return new Binary(plain.value(), plain.sub_type);
  if (Array.isArray(plain)) {
    const items = Array.isArray(before) ? before : [];
    return plain.map((item, index) => fromPlain(item, items[index]));
  }
  if (plain instanceof Date || typeof plain !== "object" || tagOf(plain) !== undefined) return plain as Value;
  return docFromPlain(plain as Record<string, unknown>, isDoc(before) ? before : undefined);
}

export function docFromPlain(plain: Readonly<Record<string, unknown>>, before?: Doc): Doc {
  const doc: Doc = new Map();
  for (const name of before?.keys() ?? [])
    if (plain[name] !== undefined) doc.set(name, fromPlain(plain[name], before?.get(name)));
  for (const [name, value] of Object.entries(plain))
    if (value !== undefined && !doc.has(name)) doc.set(name, fromPlain(value));
  return doc;
}

function numberFrom(plain: number, before: Value | undefined): Value {
  if (isNum(before) && exactNumber(before) === plain) return before;
  const tag = tagOf(before);
  if (tag === "Double" || !Number.isInteger(plain) || Object.is(plain, -0)) return new Double(plain);
  if (tag === "Long" && Number.isSafeInteger(plain)) return Long.fromNumber(plain);
  if (plain === (plain | 0)) return new Int32(plain);
  return Number.isSafeInteger(plain) ? Long.fromNumber(plain) : new Double(plain);
}
