import { compare, same } from "../bson/compare.ts";
import { wholeNumber } from "../bson/number.ts";
import { isDoc, isNum, isOperators, isRegex, type Doc, type Value } from "../bson/value.ts";
import { itemTest, type FilterContext } from "../filter/filter.ts";
import { plainAt } from "../filter/path.ts";
import { valueTest } from "../filter/operators.ts";
import { Refusal } from "../refusal.ts";

/** The array to change; a missing field is an empty one. */
export function arrayFor(operator: string, path: string, now: Value | undefined): Value[] {
  if (now === undefined) return [];
  if (Array.isArray(now)) return now;
  if (operator === "$push") throw new Refusal("BadValue", `The field '${path}' must be an array`);
  throw new Refusal(
    operator === "$pop" ? "TypeMismatch" : "BadValue",
    `Cannot apply ${operator} to a non-array field: '${path}'`,
  );
}

const pushModifiers = new Set(["$each", "$slice", "$position", "$sort"]);

export function push(items: readonly Value[], operand: Value): Value[] {
  if (!isDoc(operand) || !operand.has("$each")) return [...items, operand];
  for (const name of operand.keys()) {
    if (!pushModifiers.has(name)) throw new Refusal("BadValue", `Unrecognized clause in $push: ${name}`);
  }
  const at = whole(operand, "$position") ?? items.length;
  const added = [...items.slice(0, at), ...each("$push", operand), ...items.slice(at)];
  const sort = operand.get("$sort");
  if (sort !== undefined) added.sort(itemOrder(sort));
  const slice = whole(operand, "$slice");
  if (slice === undefined) return added;
  return slice >= 0 ? added.slice(0, slice) : added.slice(slice);
}

export function addToSet(items: readonly Value[], operand: Value): Value[] {
  const isMany = isDoc(operand) && operand.keys().next().value === "$each";
  const result = [...items];
  for (const value of isMany ? each("$addToSet", operand) : [operand]) {
    if (!result.some((item) => same(item, value))) result.push(value);
  }
  return result;
}

export function pull(items: readonly Value[], operand: Value, context: FilterContext): Value[] {
  if (isRegex(operand)) {
    const { test } = valueTest("$regex", operand, operand);
    return items.filter((item) => !test(item));
  }
  if (!isDoc(operand)) return items.filter((item) => !same(item, operand));
  const test = itemTest(operand, context);
  return items.filter((item) => !(isOperators(operand) || isDoc(item) ? test(item) : false));
}

export function pullAll(items: readonly Value[], operand: Value): Value[] {
  if (!Array.isArray(operand)) throw new Refusal("BadValue", "$pullAll requires an array argument");
  return items.filter((item) => !operand.some((unwanted) => same(item, unwanted)));
}

export function pop(items: readonly Value[], operand: Value): Value[] {
  const side = isNum(operand) ? wholeNumber(operand) : undefined;
  if (side !== 1 && side !== -1) throw new Refusal("FailedToParse", "$pop expects 1 or -1");
  return side === 1 ? items.slice(0, -1) : items.slice(1);
}

function each(operator: string, operand: Doc): Value[] {
  const values = operand.get("$each");
  if (!Array.isArray(values))
    throw new Refusal("TypeMismatch", `The argument to $each in ${operator} must be an array`);
  return values;
}

function whole(operand: Doc, name: string): number | undefined {
  const value = operand.get(name);
  if (value === undefined) return undefined;
  const number = isNum(value) ? wholeNumber(value) : undefined;
  if (number === undefined) throw new Refusal("BadValue", `The value for ${name} must be an integer value`);
  return number;
}

function itemOrder(sort: Value): (a: Value, b: Value) => number {
  if (isNum(sort)) {
    const direction = wholeNumber(sort) ?? 1;
    return (a, b) => compare(a, b) * direction;
  }
  if (!isDoc(sort)) throw new Refusal("BadValue", "The $sort is invalid: use 1/-1 or a document");
  const fields = [...sort].map(([name, direction]) => ({
    path: name.split("."),
    direction: isNum(direction) ? (wholeNumber(direction) ?? 1) : 1,
  }));
  return (a, b) => {
    for (const { path, direction } of fields) {
      const order = compare(plainAt(a, path) ?? null, plainAt(b, path) ?? null);
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}
