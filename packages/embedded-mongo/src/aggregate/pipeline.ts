import type { Doc } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { bucketGroup } from "./bucket.ts";
import { lookup } from "./lookup.ts";
import { count, countGroup, facet, limit, match, project, skip, sort, unionWith } from "./own-stages.ts";
import { docFromPlain } from "./plain.ts";
import { docOperand, isOfMingo, type PipelineContext, readStages, type Stage } from "./stages.ts";
import { unwind } from "./unwind.ts";

/** Carries out stages over documents; neighbouring stages of mingo run together. */
export function runStages(
  docs: Iterable<Doc>,
  stages: readonly Stage[],
  context: PipelineContext,
): Iterable<Doc> {
  const [first] = stages;
  if (first === undefined) return docs;
  if (!isOfMingo(first)) return runStages(runOwn(docs, first, context), stages.slice(1), context);
  const other = stages.findIndex((stage) => !isOfMingo(stage));
  const group = stages.slice(0, other < 0 ? stages.length : other);
  const result = countGroup(docs, group) ?? runMingo(docs, group, context);
  return runStages(result, stages.slice(group.length), context);
}

const keeping = new Set(["$addFields", "$set", "$unset"]);

function runMingo(docs: Iterable<Doc>, stages: readonly Stage[], { expressions }: PipelineContext): Doc[] {
  const input = [...docs];
  const isSameDocs = stages.every(({ name }) => keeping.has(name));
  const wishes = stages.map(({ name, operand }) => new Map([[name, operand]]));
  return expressions
    .run(wishes, input)
    .map((doc, at) => docFromPlain(doc, isSameDocs ? input[at] : undefined));
}

function runOwn(docs: Iterable<Doc>, stage: Stage, context: PipelineContext): Iterable<Doc> {
  const { expressions } = context;
  switch (stage.name) {
    case "$match":
      return match(docs, stage, expressions);
    case "$project":
      return project(docs, stage, expressions);
    case "$unwind":
      return unwind(docs, stage.operand);
    case "$bucket":
      return runStages(docs, readStages(bucketGroup(docOperand(stage))), context);
    case "$sort":
      return sort(docs, stage);
    case "$limit":
      return limit(docs, stage);
    case "$skip":
      return skip(docs, stage);
    case "$count":
      return count(docs, stage);
    case "$facet":
      return facet(docs, stage, context);
    case "$lookup":
      return lookup(docs, docOperand(stage), context);
    case "$unionWith":
      return unionWith(docs, stage, context);
    default:
      throw new Refusal("Location40324", `Unrecognized pipeline stage name: '${stage.name}'`);
  }
}
