import { isDoc, isOperators, isRegex, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { valueTest } from "./operators.ts";
import { some } from "./path.ts";

export type Test = (doc: Doc) => boolean;

type ValueTester = (value: Value) => boolean;

/** Which value operators look at: what a path reaches, or the item of an array itself. */
interface Target {
  readonly path: readonly string[];
  readonly isItem: boolean;
}

const item: Target = { path: [], isItem: true };

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
  const target = { path: name.split("."), isItem: false };
  if (isOperators(condition)) return operatorTests(target, condition, context);
  return [leaf(target, isRegex(condition) ? "$regex" : "$eq", condition, condition)];
}

function operatorTests(target: Target, operators: Doc, context: FilterContext): ValueTester[] {
  return [...operators].flatMap(([operator, operand]) => {
    switch (operator) {
      case "$options":
        if (operators.has("$regex")) return [];
        throw new Refusal("BadValue", "$options needs a $regex");
      case "$ne":
        if (isRegex(operand)) throw new Refusal("BadValue", "Can't have regex as arg to $ne.");
        return [not(leaf(target, "$eq", operand, operators))];
      case "$nin":
        return [not(leaf(target, "$in", operand, operators))];
      case "$not":
        return [not(negated(target, operand, context))];
      case "$all":
        return allOf(target, operand, context);
      case "$elemMatch":
        return [elemMatch(target, operand, context)];
      case "$exists":
        return [exists(target, operand)];
      default:
        return [leaf(target, operator, operand, operators)];
    }
  });
}

function not(test: ValueTester): ValueTester {
  return (value) => !test(value);
}

function leaf({ path, isItem }: Target, operator: string, operand: Value, siblings: Value): ValueTester {
  const { test, expand } = valueTest(operator, operand, siblings);
  return (value) => some(value, path, expand && !isItem, test);
}

function exists({ path }: Target, operand: Value): ValueTester {
  const { test } = valueTest("$exists", operand, operand);
  const there: ValueTester = (value) => some(value, path, false, test);
  return truthy(operand) ? there : not(there);
}

function truthy(value: Value): boolean {
  if (value === null || value === false) return false;
  const plain = (value as { readonly value?: unknown }).value;
  return plain !== 0 && !(typeof value === "object" && "isZero" in value && value.isZero());
}

function negated(target: Target, operand: Value, context: FilterContext): ValueTester {
  if (isRegex(operand)) return leaf(target, "$regex", operand, operand);
  if (!isOperators(operand)) throw new Refusal("BadValue", "$not needs a regex or a document");
  const tests = operatorTests(target, operand, context);
  return (value) => tests.every((test) => test(value));
}

function allOf(target: Target, operand: Value, context: FilterContext): ValueTester[] {
  if (!Array.isArray(operand)) throw new Refusal("BadValue", "$all needs an array");
  if (operand.length === 0) return [() => false];
  return operand.map((wanted) => {
    const inner = isOperators(wanted) ? wanted.get("$elemMatch") : undefined;
    if (inner !== undefined) return elemMatch(target, inner, context);
    return leaf(target, isRegex(wanted) ? "$regex" : "$eq", wanted, wanted);
  });
}

const logical = new Set(["$and", "$or", "$nor"]);

/** Makes the test that `$elemMatch`, `$pull` and array filters put to one item of an array. */
export function itemTest(criteria: Doc, context: FilterContext): (item: Value) => boolean {
  const first = criteria.keys().next().value;
  if (isOperators(criteria) && first !== undefined && !logical.has(first)) {
    const tests = operatorTests(item, criteria, context);
    return (value) => tests.every((test) => test(value));
  }
  const test = compileFilter(criteria, context);
  return (value) =>
    isDoc(value) ? test(value) : Array.isArray(value) && test(new Map(value.map((v, i) => [String(i), v])));
}

function elemMatch({ path }: Target, operand: Value, context: FilterContext): ValueTester {
  if (!isDoc(operand)) throw new Refusal("BadValue", "$elemMatch needs an Object");
  const test = itemTest(operand, context);
  return (value) =>
    some(value, path, false, (found) => Array.isArray(found) && found.some((each) => test(each)));
}
