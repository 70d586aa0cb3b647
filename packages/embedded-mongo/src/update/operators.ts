import { Int32, Long, Timestamp } from "bson";
import { compare } from "../bson/compare.ts";
import { calculate } from "../bson/number.ts";
import { copyOf } from "../bson/write.ts";
import { isDoc, isNum, tagOf, type Doc, type Value } from "../bson/value.ts";
import type { FilterContext } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import { addToSet, arrayFor, pop, pull, pullAll, push } from "./arrays.ts";
import { checkViable, removeAt, setAt, valueAt } from "./place.ts";

export interface Change {
  readonly operator: string;
  readonly path: readonly string[];
  readonly operand: Value;
}

/** Carries out one operator at one concrete path, in place. */
export function carryOut(
  doc: Doc,
  { operator, path, operand }: Change,
  context: FilterContext,
  now: Date,
): void {
  const before = valueAt(doc, path);
  if (operator === "$unset") return removeAt(doc, path);
  if (operator === "$rename") return rename(doc, path, String(operand).split("."));
  if (before === undefined && (operator === "$pull" || operator === "$pullAll" || operator === "$pop")) {
    return checkViable(doc, path);
  }
  const after = result(operator, path.join("."), before, operand, context, now);
  if (after !== before) setAt(doc, path, after);
}

function rename(doc: Doc, from: readonly string[], to: readonly string[]): void {
  for (const path of [from, to]) {
    const isInArray = path.some((_part, at) => at > 0 && Array.isArray(valueAt(doc, path.slice(0, at))));
    if (isInArray) throw new Refusal("BadValue", "a field that $rename names cannot be an item of an array");
  }
  const value = valueAt(doc, from);
  if (value === undefined) return;
  removeAt(doc, from);
  setAt(doc, to, value);
}

function result(
  operator: string,
  path: string,
  before: Value | undefined,
  operand: Value,
  context: FilterContext,
  now: Date,
): Value {
  const items = (): Value[] => arrayFor(operator, path, before);
  switch (operator) {
    case "$set":
    case "$setOnInsert":
      return copyOf(operand);
    case "$inc":
    case "$mul":
      return arithmetic(operator, path, before, operand);
    case "$min":
      return before === undefined || compare(operand, before) < 0 ? operand : before;
    case "$max":
      return before === undefined || compare(operand, before) > 0 ? operand : before;
    case "$currentDate":
      return currentDate(operand, now);
    case "$push":
      return push(items(), operand);
    case "$addToSet":
      return addToSet(items(), operand);
    case "$pull":
      return pull(items(), operand, context);
    case "$pullAll":
      return pullAll(items(), operand);
    case "$pop":
      return pop(items(), operand);
    case "$bit":
      return bitwise(before, operand);
    default:
      throw new Refusal("FailedToParse", `Unknown modifier: ${operator}`);
  }
}

function arithmetic(
  operator: "$inc" | "$mul",
  path: string,
  before: Value | undefined,
  operand: Value,
): Value {
  if (!isNum(operand)) throw new TypeError("the operand was checked to be a number");
  if (before === undefined) return operator === "$inc" ? operand : calculate("$mul", operand, new Int32(0));
  if (isNum(before)) return calculate(operator, before, operand);
  throw new Refusal(
    "TypeMismatch",
    `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' is not a number`,
  );
}

let increment = 0;

function currentDate(operand: Value, now: Date): Value {
  const type = isDoc(operand) ? operand.get("$type") : undefined;
  if (operand === true || type === "date") return now;
  if (type !== "timestamp") throw new Refusal("BadValue", "$currentDate knows true, date and timestamp");
  increment = (increment + 1) % 0x7fffffff;
  return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: increment });
}

function bitwise(before: Value | undefined, operand: Value): Value {
  if (!isDoc(operand)) throw new Refusal("BadValue", "$bit needs a document");
  let now: Value = before === undefined ? new Int32(0) : before;
  for (const [name, mask] of operand) {
    const [a, b]: readonly [bigint, bigint] = [whole(now), whole(mask)];
    const bits: bigint = name === "and" ? a & b : name === "or" ? a | b : a ^ b;
    const isLong: boolean = tagOf(now) === "Long" || tagOf(mask) === "Long";
    now = isLong ? Long.fromBigInt(bits) : new Int32(Number(BigInt.asIntN(32, bits)));
  }
  return now;
}

function whole(value: Value): bigint {
  const tag = tagOf(value);
  if (tag !== "Int32" && tag !== "Long") throw new Refusal("BadValue", "$bit needs int32 or int64");
  return BigInt(String(value));
}
