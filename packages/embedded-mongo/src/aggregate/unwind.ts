import { Long } from "bson";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { copyOf } from "../bson/write.ts";
import { plainAt } from "../filter/path.ts";
import { Refusal } from "../refusal.ts";
import { removeAt, setAt } from "../update/place.ts";

/** One document for each item of an array. */
export function* unwind(docs: Iterable<Doc>, operand: Value): Generator<Doc> {
  const options: Doc = isDoc(operand) ? operand : new Map([["path", operand]]);
  const path = options.get("path");
  const indexName = options.get("includeArrayIndex");
  const keepsEmpty = options.get("preserveNullAndEmptyArrays") === true;
  if (typeof path !== "string" || !path.startsWith("$"))
    throw new Refusal("BadValue", "path option to $unwind stage should be prefixed with a '$'");
  const parts = path.slice(1).split(".");
  for (const doc of docs) {
    const value = plainAt(doc, parts);
    if (!Array.isArray(value)) {
      if (value !== undefined && value !== null) yield numbered(doc, indexName, null);
      else if (keepsEmpty) yield numbered(doc, indexName, null);
      continue;
    }
    if (value.length === 0 && keepsEmpty) yield numbered(without(doc, parts), indexName, null);
    for (const [index, item] of value.entries())
      yield numbered(withItem(doc, parts, item), indexName, Long.fromNumber(index));
  }
}

function withItem(doc: Doc, parts: readonly string[], item: Value): Doc {
  const copy = copyOf(doc);
  setAt(copy, parts, item);
  return copy;
}

function without(doc: Doc, parts: readonly string[]): Doc {
  const copy = copyOf(doc);
  removeAt(copy, parts);
  return copy;
}

function numbered(doc: Doc, name: Value | undefined, index: Value): Doc {
  return typeof name === "string" ? withItem(doc, name.split("."), index) : doc;
}
