import { Double, Int32, Long, type Decimal128 } from "bson";
import { Refusal } from "../refusal.ts";
import { type Num, tagOf } from "./value.ts";

/** The number as a JavaScript number when that is exact; int64 beyond 2^53 and decimals are not. */
export function exactNumber(value: Num): number | undefined {
  const tag = tagOf(value);
  if (tag === "Int32" || tag === "Double") return (value as Int32 | Double).value;
  if (tag === "Decimal128") return undefined;
  const plain = (value as Long).toNumber();
  return Number.isSafeInteger(plain) ? plain : undefined;
}

/** The nearest JavaScript number. */
export function nearNumber(value: Num): number {
  return (
    exactNumber(value) ?? (tagOf(value) === "Long" ? (value as Long).toNumber() : Number(value.toString()))
  );
}

/** Numbers of all types on one line; NaN is the smallest. */
export function compareNumbers(a: Num, b: Num): number {
  const left = exactNumber(a);
  const right = exactNumber(b);
  if (left !== undefined && right !== undefined) return comparePlain(left, right);
  const near = comparePlain(nearNumber(a), nearNumber(b));
  const finite = Number.isFinite(nearNumber(a)) && Number.isFinite(nearNumber(b));
  if (!finite && near !== 0) return near;
  const [x, y] = [fraction(a), fraction(b)];
  if (x === undefined || y === undefined) return near;
  const difference = x.over * y.under - y.over * x.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function comparePlain(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The exact value; undefined for NaN and infinities. */
export function fraction(value: Num): Fraction | undefined {
  const tag = tagOf(value);
  if (tag === "Long") return { over: (value as Long).toBigInt(), under: 1n };
  if (tag === "Decimal128") return decimalFraction(value as Decimal128);
  return doubleFraction((value as Int32 | Double).value);
}

const view = new DataView(new ArrayBuffer(8));

export function doubleFraction(value: number): Fraction | undefined {
  if (!Number.isFinite(value)) return undefined;
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const digits = power === 0 ? bits & 0xfffffffffffffn : (bits & 0xfffffffffffffn) | 0x10000000000000n;
  const shift = (power === 0 ? 1 : power) - 1075;
  const signed = value < 0 ? -digits : digits;
  return shift >= 0
    ? { over: signed << BigInt(shift), under: 1n }
    : { over: signed, under: 1n << BigInt(-shift) };
}

function decimalFraction(value: Decimal128): Fraction | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(value.toString());
  if (parts === null) return undefined;
  const [, sign, whole = "0", rest = "", power = "0"] = parts;
  const digits = BigInt(whole + rest) * (sign === "-" ? -1n : 1n);
  const shift = Number(power) - rest.length;
  return shift >= 0
    ? { over: digits * 10n ** BigInt(shift), under: 1n }
    : { over: digits, under: 10n ** BigInt(-shift) };
}

/** Adds or multiplies as MongoDB does: the wider type wins, int32 grows to int64, int64 refuses to overflow. */
export function calculate(operator: "$inc" | "$mul", a: Num, b: Num): Num {
  const tags = [tagOf(a), tagOf(b)];
  if (tags.includes("Decimal128")) {
    throw new Refusal("NotImplemented", `${operator} with Decimal128 is not known here`);
  }
  if (tags.includes("Double")) {
    const [x, y] = [nearNumber(a), nearNumber(b)];
    return new Double(operator === "$inc" ? x + y : x * y);
  }
  const [x, y] = [BigInt(a.toString()), BigInt(b.toString())];
  const result = operator === "$inc" ? x + y : x * y;
  if (result !== BigInt.asIntN(64, result)) {
    throw new Refusal(
      "BadValue",
      `Failed to apply ${operator} operations to current value: integer overflow`,
    );
  }
  const isSmall = result === BigInt.asIntN(32, result) && !tags.includes("Long");
  return isSmall ? new Int32(Number(result)) : Long.fromBigInt(result);
}

/** A whole JavaScript number from a BSON number, if it is one. */
export function wholeNumber(value: Num): number | undefined {
  const plain = nearNumber(value);
  return Number.isSafeInteger(plain) ? plain : undefined;
}
