import { Int32 } from "bson";
import { wholeNumber } from "../bson/number.ts";
import { isDoc, isNum, type Doc, type Value } from "../bson/value.ts";
import { compileFilter } from "../filter/filter.ts";
import { readSort, sortKey } from "../plan/sort.ts";
import { Refusal } from "../refusal.ts";
import type { Expressions } from "./expressions.ts";
import { lookup } from "./lookup.ts";
import { bucketGroup } from "./bucket.ts";
import { docFromPlain } from "./plain.ts";
import { unwind } from "./unwind.ts";
import { compileProjection } from "../project/projection.ts";

/** Reads a collection of the same database, with an index where the filter allows. */
export type Read = (collection: string, filter: Doc) => Iterable<Doc>;

export interface PipelineContext {
  readonly expressions: Expressions;
  readonly read: Read;
}

/** Stages that mingo carries out; the others here are ours, because they keep types or use indexes. */
const ofMingo = new Set([
  "$addFields",
  "$bucketAuto",
  "$densify",
  "$fill",
  "$group",
  "$redact",
  "$replaceRoot",
  "$replaceWith",
  "$sample",
  "$set",
  "$setWindowFields",
  "$sortByCount",
  "$unset",
]);

const ours = new Set([
  "$bucket",
  "$project",
  "$unwind",
  "$count",
  "$facet",
  "$limit",
  "$lookup",
  "$match",
  "$skip",
  "$sort",
  "$unionWith",
]);

export interface Stage {
  readonly name: string;
  readonly operand: Value;
}

/** Checks the shape of a pipeline; unknown stages are refused by name. */
export function readStages(pipeline: Value | undefined): Stage[] {
  if (!Array.isArray(pipeline)) throw new Refusal("TypeMismatch", "'pipeline' must be an array");
  return pipeline.map((stage) => {
    const [entry, ...others] = isDoc(stage) ? [...stage] : [];
    if (entry === undefined || others.length > 0) {
      throw new Refusal(
        "Location40323",
        "A pipeline stage specification object must contain exactly one field.",
      );
    }
    const [name, operand] = entry;
    if (!ofMingo.has(name) && !ours.has(name))
      throw new Refusal("Location40324", `Unrecognized pipeline stage name: '${name}'`);
    return { name, operand };
  });
}

/** Carries out stages over documents; neighbouring stages of mingo run together. */
export function runStages(
  docs: Iterable<Doc>,
  stages: readonly Stage[],
  context: PipelineContext,
): Iterable<Doc> {
  let now = docs;
  for (let at = 0; at < stages.length;) {
    const stage = stages[at];
    if (stage === undefined) break;
    if (!ofMingo.has(stage.name)) {
      now = runOwn(now, stage, context);
      at++;
      continue;
    }
    const next = stages.findIndex(({ name }, index) => index > at && !ofMingo.has(name));
    const group = stages.slice(at, next < 0 ? stages.length : next);
    now = countedGroup(now, group) ?? runMingo(now, group, context);
    at += group.length;
  }
  return now;
}

/** What `countDocuments` sends: a group of everything with one sum of ones. No document need be looked at for it. */
function countedGroup(docs: Iterable<Doc>, stages: readonly Stage[]): Doc[] | undefined {
  const [stage] = stages;
  if (stages.length !== 1 || stage?.name !== "$group" || !isDoc(stage.operand) || stage.operand.size !== 2)
    return undefined;
  const [[idName, id] = [], [name, sum] = []] = [...stage.operand];
  const one = isDoc(sum) && sum.size === 1 ? sum.get("$sum") : undefined;
  if (idName !== "_id" || !isNum(id) || name === undefined || !isNum(one) || wholeNumber(one) !== 1)
    return undefined;
  const count = [...docs].length;
  return count === 0
    ? []
    : [
        new Map<string, Value>([
          ["_id", id],
          [name, new Int32(count)],
        ]),
      ];
}

function runMingo(docs: Iterable<Doc>, stages: readonly Stage[], { expressions }: PipelineContext): Doc[] {
  const keepsDocuments = stages.every(
    ({ name }) => name === "$set" || name === "$addFields" || name === "$unset",
  );
  const input = [...docs];
  const plain = expressions.run(
    stages.map(({ name, operand }) => new Map([[name, operand]])),
    input,
  );
  return plain.map((doc, index) => docFromPlain(doc, keepsDocuments ? input[index] : undefined));
}

function runOwn(docs: Iterable<Doc>, { name, operand }: Stage, context: PipelineContext): Iterable<Doc> {
  switch (name) {
    case "$match":
      return filtered(docs, asDoc(name, operand), context);
    case "$project":
      return projected(docs, asDoc(name, operand), context);
    case "$unwind":
      return unwind(docs, operand);
    case "$bucket":
      return runStages(docs, readStages(bucketGroup(asDoc(name, operand))), context);
    case "$sort":
      return sorted(docs, asDoc(name, operand));
    case "$limit":
      return take(docs, whole(name, operand, 1));
    case "$skip":
      return drop(docs, whole(name, operand, 0));
    case "$count":
      return counted(docs, operand);
    case "$facet":
      return [facets([...docs], asDoc(name, operand), context)];
    case "$lookup":
      return lookup(docs, asDoc(name, operand), context);
    case "$unionWith":
      return union(docs, operand, context);
    default:
      throw new Refusal("Location40324", `Unrecognized pipeline stage name: '${name}'`);
  }
}

function* filtered(docs: Iterable<Doc>, filter: Doc, { expressions }: PipelineContext): Generator<Doc> {
  const test = compileFilter(filter, expressions);
  for (const doc of docs) if (test(doc)) yield doc;
}

function* projected(docs: Iterable<Doc>, wish: Doc, { expressions }: PipelineContext): Generator<Doc> {
  const project = compileProjection(wish, expressions, true);
  if (project === undefined)
    throw new Refusal(
      "Location51272",
      "Invalid $project :: caused by :: projection specification must have at least one field",
    );
  for (const doc of docs) yield project(doc);
}

function sorted(docs: Iterable<Doc>, order: Doc): Doc[] {
  const sort = readSort(order);
  return [...docs]
    .map((doc) => ({ doc, key: sortKey(sort, doc) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ doc }) => doc);
}

function* take(docs: Iterable<Doc>, limit: number): Generator<Doc> {
  let left = limit;
  for (const doc of docs) {
    yield doc;
    if (--left <= 0) return;
  }
}

function* drop(docs: Iterable<Doc>, count: number): Generator<Doc> {
  let left = count;
  for (const doc of docs) if (left-- <= 0) yield doc;
}

function counted(docs: Iterable<Doc>, name: Value): Doc[] {
  if (typeof name !== "string" || name === "")
    throw new Refusal("BadValue", "the count field must be a non-empty string");
  const count = [...docs].length;
  return count === 0 ? [] : [new Map([[name, new Int32(count)]])];
}

function facets(docs: readonly Doc[], operand: Doc, context: PipelineContext): Doc {
  return new Map(
    [...operand].map(([name, pipeline]): [string, Value] => [
      name,
      [...runStages(docs, readStages(pipeline), context)],
    ]),
  );
}

function* union(docs: Iterable<Doc>, operand: Value, context: PipelineContext): Generator<Doc> {
  yield* docs;
  const from = isDoc(operand) ? operand.get("coll") : operand;
  if (typeof from !== "string")
    throw new Refusal("FailedToParse", "$unionWith needs the name of a collection");
  yield* runStages(
    context.read(from, new Map()),
    readStages((isDoc(operand) ? operand.get("pipeline") : undefined) ?? []),
    context,
  );
}

function asDoc(name: string, operand: Value): Doc {
  if (!isDoc(operand)) throw new Refusal("BadValue", `the ${name} specification must be an object`);
  return operand;
}

function whole(name: string, operand: Value, min: number): number {
  const number = isNum(operand) ? wholeNumber(operand) : undefined;
  if (number === undefined || number < min)
    throw new Refusal("BadValue", `invalid argument to ${name} stage`);
  return number;
}
