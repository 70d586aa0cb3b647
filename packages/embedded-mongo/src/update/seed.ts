import { isDoc, isOperators, isRegex, type Doc, type Value } from "../bson/value.ts";
import { copyOf } from "../bson/write.ts";
import { Refusal } from "../refusal.ts";
import { setAt, valueAt } from "./place.ts";

/** What an upsert starts from: the fields that the filter fixes by equality. */
export function seedFrom(filter: Doc): Doc {
  const seed: Doc = new Map();
  for (const [name, value] of fixed(filter).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const path = name.split(".");
    if (valueAt(seed, path) !== undefined) {
      throw twice(name);
    }
    setAt(seed, path, copyOf(value));
  }
  return seed;
}

function fixed(filter: Doc): [string, Value][] {
  return [...filter].flatMap(([name, value]): [string, Value][] => {
    if (name === "$and" && Array.isArray(value))
      return value.flatMap((branch) => (isDoc(branch) ? fixed(branch) : []));
    if (name === "$or" && Array.isArray(value) && value.length === 1) {
      return value.flatMap((branch) => (isDoc(branch) ? fixed(branch) : []));
    }
    if (name.startsWith("$") || isRegex(value)) return [];
    if (!isOperators(value)) return [[name, value]];
    const all = value.get("$all");
    if (Array.isArray(all) && all.length > 1) throw twice(name);
    const equal = value.get("$eq") ?? onlyOf(value.get("$in")) ?? onlyOf(value.get("$all"));
    return equal === undefined || isOperators(equal) || isRegex(equal) ? [] : [[name, equal]];
  });
}

function twice(name: string): Refusal {
  return new Refusal(
    "NotSingleValueField",
    `cannot infer query fields to set, path '${name}' is matched twice`,
  );
}

function onlyOf(values: Value | undefined): Value | undefined {
  return Array.isArray(values) && values.length === 1 ? values[0] : undefined;
}
