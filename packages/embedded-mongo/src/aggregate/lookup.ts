import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { some, missing } from "../filter/path.ts";
import { Refusal } from "../refusal.ts";
import { setAt } from "../update/place.ts";
import { copyOf } from "../bson/write.ts";
import { type PipelineContext, readStages, type Stage } from "./stages.ts";

const known = new Set(["from", "localField", "foreignField", "let", "pipeline", "as"]);

/** `$lookup` in the same database: equality finds by index, a pipeline runs with its variables. */
export function* lookup(docs: Iterable<Doc>, operand: Doc, context: PipelineContext): Generator<Doc> {
  for (const name of operand.keys()) {
    if (!known.has(name)) throw new Refusal("FailedToParse", `unknown argument to $lookup: ${name}`);
  }
  const from = text(operand, "from");
  const as = text(operand, "as").split(".");
  const pipeline = operand.get("pipeline");
  const stages = pipeline === undefined ? [] : readStages(pipeline);
  for (const doc of docs) {
    const filter = filterFor(doc, operand);
    const joined = context.run(
      context.read(from, withFirstMatch(filter, stages, operand)),
      stages,
      inner(doc, operand, context),
    );
    const next = copyOf(doc);
    setAt(next, as, [...joined]);
    yield next;
  }
}

function filterFor(doc: Doc, operand: Doc): Doc {
  const [local, foreign] = [operand.get("localField"), operand.get("foreignField")];
  if (local === undefined && foreign === undefined) return new Map();
  if (typeof local !== "string" || typeof foreign !== "string")
    throw new Refusal("FailedToParse", "$lookup needs both localField and foreignField");
  const wanted: Value[] = [];
  some(doc, local.split("."), true, (found) => {
    if (!Array.isArray(found)) wanted.push(found === missing ? null : found);
    return false;
  });
  return new Map([[foreign, new Map([["$in", wanted]])]]);
}

// A plain `$match` at the start of the inner pipeline may use an index.
function withFirstMatch(filter: Doc, stages: readonly Stage[], operand: Doc): Doc {
  const [first] = stages;
  if (first?.name !== "$match" || !isDoc(first.operand) || operand.has("let") || first.operand.has("$expr"))
    return filter;
  return new Map([["$and", [filter, first.operand]]]);
}

function inner(doc: Doc, operand: Doc, context: PipelineContext): PipelineContext {
  const names = operand.get("let");
  if (!isDoc(names)) return context;
  const values = context.expressions.evaluate(names, doc);
  const variables = Object.fromEntries([...names.keys()].map((name) => [name, values[name] ?? null]));
  return { ...context, expressions: context.expressions.with(variables) };
}

function text(operand: Doc, name: string): string {
  const value = operand.get(name);
  if (typeof value !== "string")
    throw new Refusal("FailedToParse", `$lookup argument '${name}' must be a string`);
  return value;
}
