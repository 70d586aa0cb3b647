import { runStages } from "../aggregate/pipeline.ts";
import { readStages, type Stage } from "../aggregate/stages.ts";
import type { Doc, Value } from "../bson/value.ts";
import { isDoc } from "../bson/value.ts";
import { writeDoc } from "../bson/write.ts";
import { Refusal } from "../refusal.ts";
import type { Collection } from "../storage/collection.ts";
import { type Context, docField, type Handler, hitsIn, type Order, wholeField } from "./context.ts";
import { checkOptions } from "./options.ts";
import { firstBatch } from "./read.ts";

export const aggregate: Handler = (context) => {
  const { body, db, engine, expressions } = context;
  checkOptions("aggregate", body, [
    "pipeline",
    "cursor",
    "let",
    "allowDiskUse",
    "hint",
    "bypassDocumentValidation",
  ]);
  const stages = readStages(body.get("pipeline"));
  const name = body.get("aggregate");
  if (typeof name !== "string")
    throw new Refusal("InvalidNamespace", "aggregation without a collection is not known here");
  const [filter, sort, rest] = pushedDown(stages);
  const read = (collection: string, wanted: Doc, order?: Order): Iterable<Doc> =>
    docsOf(context, engine.catalog.find(db, collection), wanted, order);
  const docs = runStages(read(name, filter, { sort, hint: body.get("hint") }), rest, {
    expressions,
    read,
    run: runStages,
  });
  return firstBatch(
    context,
    [...docs].map((doc) => writeDoc(doc)),
    wholeField(docField(body, "cursor") ?? new Map(), "batchSize"),
  );
};

function* docsOf(
  context: Context,
  collection: Collection | undefined,
  filter: Doc,
  order: Order = {},
): Generator<Doc> {
  for (const { doc } of hitsIn(context, collection, filter, order)) yield doc;
}

/** The leading `$match` and `$sort` become the search itself, which may use an index. */
function pushedDown(stages: readonly Stage[]): [Doc, Value | undefined, readonly Stage[]] {
  const matches = leading(stages, "$match");
  const filters = stages.slice(0, matches).flatMap(({ operand }) => (isDoc(operand) ? [operand] : []));
  if (filters.length < matches)
    throw new Refusal("Location15959", "the match filter must be an expression in an object");
  const filter: Doc =
    filters.length === 1
      ? (filters[0] ?? new Map())
      : filters.length === 0
        ? new Map()
        : new Map([["$and", filters]]);
  const next = stages[matches];
  if (next?.name !== "$sort") return [filter, undefined, stages.slice(matches)];
  return [filter, next.operand, stages.slice(matches + 1)];
}

function leading(stages: readonly Stage[], name: string): number {
  const other = stages.findIndex((stage) => stage.name !== name);
  return other < 0 ? stages.length : other;
}
