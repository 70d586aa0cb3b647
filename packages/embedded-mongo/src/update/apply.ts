import { ObjectId } from "bson";
import { same } from "../bson/compare.ts";
import { copyOf } from "../bson/write.ts";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { compileFilter, type FilterContext } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import { isPositional, readChanges, refuseConflicts } from "./changes.ts";
import { carryOut } from "./operators.ts";
import { concretePaths, readArrayFilters } from "./positions.ts";
import { seedFrom } from "./seed.ts";

export interface UpdateContext extends FilterContext {
  readonly now: Date;
  pipeline(stages: readonly Value[], doc: Doc): Doc;
}

/** A new version of a document; the one given stays as it was. */
export type Update = (doc: Doc) => Doc;

export interface Updater {
  readonly update: Update;
  /** The document that an upsert puts where the filter found none. */
  insert(): Doc;
}

/** Understands an update: a replacement, operators, or a pipeline. Unknown operators are refused by name. */
export function compileUpdate(
  filter: Doc,
  wish: Value,
  arrayFilters: readonly Value[],
  context: UpdateContext,
): Updater {
  // A filter is checked even where no document is there to try it on.
  compileFilter(filter, context);
  if (Array.isArray(wish)) return fromPipeline(filter, wish, context);
  if (!isDoc(wish)) throw new Refusal("FailedToParse", "an update is a document or a pipeline");
  const first = wish.keys().next().value;
  if (first === undefined || !first.startsWith("$")) return fromReplacement(filter, wish);
  return fromOperators(filter, wish, arrayFilters, context);
}

function fromPipeline(filter: Doc, stages: readonly Value[], context: UpdateContext): Updater {
  return {
    update: (doc) => keepId(doc, context.pipeline(stages, doc)),
    insert: () => {
      const seed = seedFrom(filter);
      return withId(keepId(seed, context.pipeline(stages, seed)));
    },
  };
}

function fromReplacement(filter: Doc, wish: Doc): Updater {
  for (const name of wish.keys()) {
    if (name.startsWith("$"))
      throw new Refusal(
        "DollarPrefixedFieldName",
        `The dollar ($) prefixed field '${name}' is not allowed in a replacement`,
      );
  }
  const over = (doc: Doc): Doc => keepId(doc, withIdFirst(doc.get("_id"), wish));
  return {
    update: over,
    insert: () => withId(over(new Map([...seedFrom(filter)].filter(([name]) => name === "_id")))),
  };
}

function withIdFirst(id: Value | undefined, wish: Doc): Doc {
  const chosen = wish.get("_id") ?? id;
  return new Map([...(chosen === undefined ? [] : [["_id", chosen] as const]), ...wish]);
}

function fromOperators(
  filter: Doc,
  wish: Doc,
  arrayFilters: readonly Value[],
  context: UpdateContext,
): Updater {
  const changes = readChanges(wish);
  const tests = readArrayFilters(arrayFilters, context);
  for (const name of tests.keys()) {
    if (!changes.some(({ path }) => path.includes(`$[${name}]`))) {
      throw new Refusal(
        "FailedToParse",
        `The array filter for identifier '${name}' was not used in the update`,
      );
    }
  }
  const run = (doc: Doc, isInsert: boolean): Doc => {
    const next = copyOf(doc);
    const positions = { filter, arrayFilters: tests, context };
    const concrete = changes.flatMap((change) =>
      concretePaths(doc, change.path, positions).map((path) => ({ ...change, path })),
    );
    if (changes.some(isPositional)) refuseConflicts(concrete);
    for (const change of concrete) {
      if (change.operator !== "$setOnInsert" || isInsert) carryOut(next, change, context, context.now);
    }
    return keepId(doc, next);
  };
  return { update: (doc) => run(doc, false), insert: () => withId(run(seedFrom(filter), true)) };
}

/** The `_id` of a document never changes and stays first. */
function keepId(before: Doc, after: Doc): Doc {
  const id = before.get("_id");
  if (id === undefined) return after;
  const next = after.get("_id");
  if (next === undefined) return new Map([["_id", id], ...after]);
  if (!same(id, next)) {
    throw new Refusal(
      "ImmutableField",
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return after;
}

function withId(doc: Doc): Doc {
  const id = doc.get("_id");
  return new Map([["_id", id ?? new ObjectId()], ...doc]);
}
