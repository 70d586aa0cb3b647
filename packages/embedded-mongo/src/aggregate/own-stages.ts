import { Int32 } from "bson";
import { wholeNumber } from "../bson/number.ts";
import { isDoc, isNum, type Doc, type Value } from "../bson/value.ts";
import { compileFilter } from "../filter/filter.ts";
import { readSort, sortKey } from "../plan/sort.ts";
import { compileProjection } from "../project/projection.ts";
import { Refusal } from "../refusal.ts";
import type { Expressions } from "./expressions.ts";
import { docOperand, readStages, type PipelineContext, type Stage } from "./stages.ts";

export function* match(docs: Iterable<Doc>, stage: Stage, expressions: Expressions): Generator<Doc> {
  const test = compileFilter(docOperand(stage), expressions);
  for (const doc of docs) if (test(doc)) yield doc;
}

export function* project(docs: Iterable<Doc>, stage: Stage, expressions: Expressions): Generator<Doc> {
  const change = compileProjection(docOperand(stage), expressions, true);
  if (change === undefined) {
    throw new Refusal("Location51272", "Invalid $project: the specification must have at least one field");
  }
  for (const doc of docs) yield change(doc);
}

export function sort(docs: Iterable<Doc>, stage: Stage): Doc[] {
  const order = readSort(docOperand(stage));
  return [...docs]
    .map((doc) => ({ doc, key: sortKey(order, doc) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ doc }) => doc);
}

export function* limit(docs: Iterable<Doc>, stage: Stage): Generator<Doc> {
  let left = whole(stage, 1);
  for (const doc of docs) {
    yield doc;
    if (--left <= 0) return;
  }
}

export function* skip(docs: Iterable<Doc>, stage: Stage): Generator<Doc> {
  let left = whole(stage, 0);
  for (const doc of docs) if (left-- <= 0) yield doc;
}

function whole({ name, operand }: Stage, least: number): number {
  const number = isNum(operand) ? wholeNumber(operand) : undefined;
  if (number === undefined || number < least)
    throw new Refusal("BadValue", `invalid argument to ${name} stage`);
  return number;
}

export function count(docs: Iterable<Doc>, { operand }: Stage): Doc[] {
  if (typeof operand !== "string" || operand === "") {
    throw new Refusal("BadValue", "the count field must be a non-empty string");
  }
  return countedAs(docs, [], operand);
}

/** What `countDocuments` sends: a group of everything with one sum of ones. No document need be looked at for it. */
export function countGroup(docs: Iterable<Doc>, stages: readonly Stage[]): Doc[] | undefined {
  const [stage] = stages;
  if (stages.length !== 1 || stage?.name !== "$group" || !isDoc(stage.operand)) return undefined;
  const [[idName, id] = [], [name, sum] = [], ...others] = [...stage.operand];
  const one = isDoc(sum) && sum.size === 1 ? sum.get("$sum") : undefined;
  if (idName !== "_id" || !isNum(id) || name === undefined || others.length > 0) return undefined;
  if (!isNum(one) || wholeNumber(one) !== 1) return undefined;
  return countedAs(docs, [["_id", id]], name);
}

function countedAs(docs: Iterable<Doc>, before: readonly [string, Value][], name: string): Doc[] {
  const total = [...docs].length;
  return total === 0 ? [] : [new Map<string, Value>([...before, [name, new Int32(total)]])];
}

export function facet(docs: Iterable<Doc>, stage: Stage, context: PipelineContext): Doc[] {
  const all = [...docs];
  const results = [...docOperand(stage)].map(([name, pipeline]): [string, Value] => [
    name,
    [...context.run(all, readStages(pipeline), context)],
  ]);
  return [new Map(results)];
}

export function* unionWith(
  docs: Iterable<Doc>,
  { operand }: Stage,
  context: PipelineContext,
): Generator<Doc> {
  yield* docs;
  const from = isDoc(operand) ? operand.get("coll") : operand;
  const pipeline = isDoc(operand) ? operand.get("pipeline") : undefined;
  if (typeof from !== "string")
    throw new Refusal("FailedToParse", "$unionWith needs the name of a collection");
  yield* context.run(context.read(from, new Map()), readStages(pipeline ?? []), context);
}
