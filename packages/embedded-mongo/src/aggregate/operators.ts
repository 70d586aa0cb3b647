import { Context } from "mingo";
import * as accumulators from "mingo/operators/accumulator";
import * as expressions from "mingo/operators/expression";
import * as stages from "mingo/operators/pipeline";
import * as queries from "mingo/operators/query";
import * as windows from "mingo/operators/window";
import type { Any, Options } from "mingo/types";
import { compare } from "../bson/compare.ts";
import { fromPlain } from "./plain.ts";

type Operator = (obj: Any, expr: Any, options: Options) => Any;

/** Compares as BSON does. A field that is not there is less than everything, and is not null. */
function order(left: unknown, right: unknown): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return Math.sign(compare(fromPlain(left), fromPlain(right)));
}

function comparing(name: string, result: (order: number) => unknown): Operator {
  return (obj, expr, options) => {
    const values = evaluate(obj, expr, options);
    if (!Array.isArray(values) || values.length !== 2)
      throw new Error(`Expression ${name} takes exactly 2 arguments`);
    return result(order(values[0], values[1]));
  };
}

function evaluate(obj: Any, expr: Any, options: Options): unknown {
  return (expressions.$let as Operator)(obj, { vars: {}, in: expr }, options);
}

const own: Readonly<Record<`$${string}`, Operator>> = {
  $cmp: comparing("$cmp", (order) => order),
  $eq: comparing("$eq", (order) => order === 0),
  $ne: comparing("$ne", (order) => order !== 0),
  $gt: comparing("$gt", (order) => order > 0),
  $gte: comparing("$gte", (order) => order >= 0),
  $lt: comparing("$lt", (order) => order < 0),
  $lte: comparing("$lte", (order) => order <= 0),
  $in: (obj, expr, options) => {
    const values = evaluate(obj, expr, options);
    const [item, items] = Array.isArray(values) ? values : [];
    if (!Array.isArray(items)) throw new Error("$in requires an array as a second argument");
    return items.some((each) => order(each, item) === 0);
  },
};

/** mingo's operators, with comparisons that know BSON's types. */
export const operators = Context.init({
  accumulator: accumulators,
  expression: { ...expressions, ...own },
  pipeline: stages,
  query: queries,
  window: windows,
});

const unsafe = new Set(["$where", "$function", "$accumulator"]);

const known = new Set([accumulators, expressions, stages, windows].flatMap((all) => Object.keys(all)));

/** Names, among the operators in a plain expression, that nobody here knows or that would run code. */
export function refusedName(plain: unknown): string | undefined {
  if (Array.isArray(plain)) return plain.map((each) => refusedName(each)).find((name) => name !== undefined);
  if (typeof plain !== "object" || plain === null || Object.getPrototypeOf(plain) !== Object.prototype)
    return undefined;
  for (const [name, value] of Object.entries(plain)) {
    if (name.startsWith("$") && (unsafe.has(name) || !known.has(name))) return name;
    const inner = name === "$literal" ? undefined : refusedName(value);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const calculating =
  /^\$(add|subtract|multiply|divide|mod|sum|avg|abs|ceil|floor|round|trunc|pow|sqrt|exp|ln|log|log10|stdDev\w+|max|min|range|bit\w+)$/;

/** True when an expression calculates with numbers. */
export function calculates(plain: unknown): boolean {
  if (Array.isArray(plain)) return plain.some((each) => calculates(each));
  if (typeof plain !== "object" || plain === null || Object.getPrototypeOf(plain) !== Object.prototype)
    return false;
  return Object.entries(plain).some(([name, value]) => calculating.test(name) || calculates(value));
}
