import { isDoc, isOperators, isRegex, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { valueTest } from "./operators.ts";
import { some } from "./path.ts";

export type Test = (doc: Doc) => boolean;

/** What filters need from elsewhere: aggregation expressions, and `let` variables for them. */
export interface FilterContext {
  expression(expr: Value): (doc: Doc) => boolean;
}

/** Makes a test of a filter. Unknown operators are refused by name. */
export function compileFilter(filter: Doc, context: FilterContext): Test {
  const tests = [...filter].flatMap(([name, value]) => topLevel(name, value, context));
  const [first, ...others] = tests;
  if (first === undefined) return () => true;
  if (others.length === 0) return first;
  return (doc) => tests.every((test) => test(doc));
}

function topLevel(name: string, value: Value, context: FilterContext): Test[] {
  if (!name.startsWith("$")) return fieldTests(name, value, context);
  switch (name) {
    case "$and": {
      const all = branches(name, value, context);
      return [(doc) => all.every((test) => test(doc))];
    }
    case "$or": {
      const any = branches(name, value, context);
      return [(doc) => any.some((test) => test(doc))];
    }
    case "$nor": {
      const none = branches(name, value, context);
      return [(doc) => !none.some((test) => test(doc))];
    }
    case "$expr":
      return [context.expression(value)];
    case "$comment":
      return [];
    default:
      throw new Refusal("BadValue", `unknown top level operator: ${name}`);
  }
}

function branches(name: string, value: Value, context: FilterContext): Test[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new Refusal("BadValue", `${name} must be a nonempty array`);
  return value.map((branch) => {
    if (!isDoc(branch)) throw new Refusal("BadValue", `${name} argument's entries must be objects`);
    return compileFilter(branch, context);
  });
}

function fieldTests(name: string, condition: Value, context: FilterContext): Test[] {
  const path = name.split(".");
  if (isOperators(condition)) return operatorTests(path, condition, context);
  return [leaf(path, isRegex(condition) ? "$regex" : "$eq", condition, condition)];
}

function operatorTests(path: readonly string[], operators: Doc, context: FilterContext): Test[] {
  return [...operators].flatMap(([operator, operand]) => {
    switch (operator) {
      case "$options":
        if (operators.has("$regex")) return [];
        throw new Refusal("BadValue", "$options needs a $regex");
      case "$ne":
        return [not(leaf(path, "$eq", operand, operators))];
      case "$nin":
        return [not(leaf(path, "$in", operand, operators))];
      case "$not":
        return [not(negated(path, operand, context))];
      case "$all":
        return allOf(path, operand, context);
      case "$elemMatch":
        return [elemMatch(path, operand, context)];
      case "$exists":
        return [exists(path, operand)];
      default:
        return [leaf(path, operator, operand, operators)];
    }
  });
}

function not(test: Test): Test {
  return (doc) => !test(doc);
}

function leaf(path: readonly string[], operator: string, operand: Value, siblings: Value): Test {
  const { test, expand } = valueTest(operator, operand, siblings);
  return (doc) => some(doc, path, expand, test);
}

function exists(path: readonly string[], operand: Value): Test {
  const { test } = valueTest("$exists", operand, operand);
  const there: Test = (doc) => some(doc, path, false, test);
  return truthy(operand) ? there : not(there);
}

function truthy(value: Value): boolean {
  if (value === null || value === false) return false;
  const plain = (value as { readonly value?: unknown }).value;
  return plain !== 0 && !(typeof value === "object" && "isZero" in value && value.isZero());
}

function negated(path: readonly string[], operand: Value, context: FilterContext): Test {
  if (isRegex(operand)) return leaf(path, "$regex", operand, operand);
  if (!isOperators(operand)) throw new Refusal("BadValue", "$not needs a regex or a document");
  const tests = operatorTests(path, operand, context);
  return (doc) => tests.every((test) => test(doc));
}

function allOf(path: readonly string[], operand: Value, context: FilterContext): Test[] {
  if (!Array.isArray(operand)) throw new Refusal("BadValue", "$all needs an array");
  if (operand.length === 0) return [() => false];
  return operand.map((wanted) => {
    const inner = isOperators(wanted) ? wanted.get("$elemMatch") : undefined;
    if (inner !== undefined) return elemMatch(path, inner, context);
    return leaf(path, isRegex(wanted) ? "$regex" : "$eq", wanted, wanted);
  });
}

const logical = new Set(["$and", "$or", "$nor"]);

/** Makes the test that `$elemMatch`, `$pull` and array filters put to one item of an array. */
export function itemTest(criteria: Doc, context: FilterContext): (item: Value) => boolean {
  const first = criteria.keys().next().value;
  if (isOperators(criteria) && first !== undefined && !logical.has(first)) {
    const tests = operatorTests(["item"], criteria, context);
    return (item) => {
      const holder: Doc = new Map([["item", item]]);
      return tests.every((test) => test(holder));
    };
  }
  const test = compileFilter(criteria, context);
  return (item) =>
    isDoc(item) ? test(item) : Array.isArray(item) && test(new Map(item.map((v, i) => [String(i), v])));
}

function elemMatch(path: readonly string[], operand: Value, context: FilterContext): Test {
  if (!isDoc(operand)) throw new Refusal("BadValue", "$elemMatch needs an Object");
  const test = itemTest(operand, context);
  return (doc) => some(doc, path, false, (found) => Array.isArray(found) && found.some((item) => test(item)));
}
