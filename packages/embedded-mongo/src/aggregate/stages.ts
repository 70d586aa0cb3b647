import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import type { Expressions } from "./expressions.ts";

export interface Stage {
  readonly name: string;
  readonly operand: Value;
}

/** What stages may use. */
export interface PipelineContext {
  readonly expressions: Expressions;
  /** Reads a collection of the same database, with an index where the filter allows. */
  read(collection: string, filter: Doc): Iterable<Doc>;
  /** Runs an inner pipeline. */
  run(docs: Iterable<Doc>, stages: readonly Stage[], context: PipelineContext): Iterable<Doc>;
}

const ofMingo = new Set([
  "$addFields",
  "$bucketAuto",
  "$densify",
  "$fill",
  "$group",
  "$replaceRoot",
  "$replaceWith",
  "$sample",
  "$set",
  "$setWindowFields",
  "$sortByCount",
  "$unset",
]);

// Ours keep BSON's types or use indexes.
const ours = new Set([
  "$bucket",
  "$count",
  "$facet",
  "$limit",
  "$lookup",
  "$match",
  "$project",
  "$skip",
  "$sort",
  "$unionWith",
  "$unwind",
]);

export function isOfMingo({ name }: Stage): boolean {
  return ofMingo.has(name);
}

/** Checks the shape of a pipeline; unknown stages are refused by name. */
export function readStages(pipeline: Value | undefined): Stage[] {
  if (!Array.isArray(pipeline)) throw new Refusal("TypeMismatch", "'pipeline' must be an array");
  return pipeline.map((stage) => {
    const [entry, ...others] = isDoc(stage) ? [...stage] : [];
    if (entry === undefined || others.length > 0) {
      const text = "A pipeline stage specification object must contain exactly one field.";
      throw new Refusal("Location40323", text);
    }
    const [name, operand] = entry;
    if (!ofMingo.has(name) && !ours.has(name)) {
      throw new Refusal("Location40324", `Unrecognized pipeline stage name: '${name}'`);
    }
    return { name, operand };
  });
}

export function docOperand({ name, operand }: Stage): Doc {
  if (!isDoc(operand)) throw new Refusal("BadValue", `the ${name} specification must be an object`);
  return operand;
}
