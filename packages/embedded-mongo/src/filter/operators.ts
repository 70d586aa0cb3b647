import type { Long } from "bson";
import { compare, rank, rankOf, same } from "../bson/compare.ts";
import { exactNumber, nearNumber, wholeNumber } from "../bson/number.ts";
import { isDoc, isNum, isRegex, tagOf, type Num, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { bitTest } from "./bits.ts";
import { missing, type Found } from "./path.ts";
import { toRegExp } from "./regex.ts";
import { typeTest } from "./types.ts";

export interface ValueTest {
  readonly test: (found: Found) => boolean;
  /** Whether an array at the end of the path is also tried item by item. */
  readonly expand: boolean;
}

/** The test of one operator of a filter for one value. */
export function valueTest(operator: string, operand: Value, siblings: Value): ValueTest {
  switch (operator) {
    case "$eq":
      return { test: equals(operand), expand: true };
    case "$in":
      return { test: isIn(operand), expand: true };
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return { test: ranged(operator, operand), expand: true };
    case "$regex":
      return { test: matches(operand, siblings), expand: true };
    case "$exists":
      return { test: (found) => found !== missing, expand: false };
    case "$type":
      return { test: typeTest(operand), expand: true };
    case "$size":
      return { test: sized(operand), expand: false };
    case "$mod":
      return { test: modulo(operand), expand: true };
    case "$bitsAllSet":
    case "$bitsAnySet":
    case "$bitsAllClear":
    case "$bitsAnyClear":
      return { test: bitTest(operator, operand), expand: true };
    default:
      throw new Refusal("BadValue", `unknown operator: ${operator}`);
  }
}

function equals(wanted: Value): (found: Found) => boolean {
  if (wanted === null) return (found) => found === missing || found === null;
  return (found) => found !== missing && same(found, wanted);
}

function isIn(operand: Value): (found: Found) => boolean {
  if (!Array.isArray(operand)) throw new Refusal("BadValue", "$in needs an array");
  const tests = operand.map((wanted) => {
    if (isRegex(wanted)) return matches(wanted, wanted);
    if (isDoc(wanted) && wanted.keys().next().value?.startsWith("$") === true && !wanted.has("$ref")) {
      throw new Refusal("BadValue", "cannot nest $ under $in");
    }
    return equals(wanted);
  });
  return (found) => tests.some((test) => test(found));
}

type Range = "$gt" | "$gte" | "$lt" | "$lte";

function ranged(operator: Range, bound: Value): (found: Found) => boolean {
  const withEqual = operator === "$gte" || operator === "$lte";
  const sign = operator === "$gt" || operator === "$gte" ? 1 : -1;
  const type = rankOf(bound);
  if (isRegex(bound))
    throw new Refusal("BadValue", `Can't have RegEx as arg to predicate over field with ${operator}`);
  if (type === rank.null) return withEqual ? equals(null) : () => false;
  if (type === rank.minKey || type === rank.maxKey) {
    return (found) => {
      const order = compare(found === missing ? null : found, bound) * sign;
      return order > 0 || (withEqual && order === 0);
    };
  }
  const isNaNBound = isNaNValue(bound);
  return (found) => {
    if (found === missing || rankOf(found) !== type) return false;
    if (isNaNBound || isNaNValue(found)) return withEqual && isNaNBound && isNaNValue(found);
    const order = compare(found, bound) * sign;
    return order > 0 || (withEqual && order === 0);
  };
}

function isNaNValue(value: Value): boolean {
  return isNum(value) && Number.isNaN(exactNumber(value) ?? nearNumber(value));
}

function matches(operand: Value, siblings: Value): (found: Found) => boolean {
  const options = isDoc(siblings) ? siblings.get("$options") : undefined;
  const pattern = toRegExp(operand, options);
  const source = isRegex(operand) ? operand.pattern : operand;
  const flags = typeof options === "string" ? options : isRegex(operand) ? operand.options : "";
  return (found) => {
    if (typeof found === "string") return pattern.test(found);
    return isRegex(found) && found.pattern === source && found.options === flags;
  };
}

function sized(operand: Value): (found: Found) => boolean {
  const size = isNum(operand) ? wholeNumber(operand) : undefined;
  if (size === undefined || size < 0)
    throw new Refusal("BadValue", "$size must be a whole number, not negative");
  return (found) => Array.isArray(found) && found.length === size;
}

function wholePart(value: Num): bigint | undefined {
  if (tagOf(value) === "Long") return (value as Long).toBigInt();
  const near = Math.trunc(nearNumber(value));
  return Number.isFinite(near) ? BigInt(near) : undefined;
}

function modulo(operand: Value): (found: Found) => boolean {
  const parts = Array.isArray(operand) ? operand : [];
  const [divisor, remainder] = parts.map((part) => (isNum(part) ? Math.trunc(nearNumber(part)) : Number.NaN));
  if (
    divisor === undefined ||
    remainder === undefined ||
    parts.length !== 2 ||
    Number.isNaN(divisor + remainder)
  ) {
    throw new Refusal("BadValue", "malformed mod, needs two numbers");
  }
  if (divisor === 0) throw new Refusal("BadValue", "divisor cannot be 0");
  return (found) => {
    if (found === missing || !isNum(found)) return false;
    const value = wholePart(found);
    return value !== undefined && value % BigInt(divisor) === BigInt(remainder);
  };
}
