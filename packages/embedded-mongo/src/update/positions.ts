import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { compileFilter, type FilterContext } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import { setAt, valueAt } from "./place.ts";

/** What an update knows about the items of arrays that it may touch. */
export interface Positions {
  readonly filter: Doc;
  readonly arrayFilters: ReadonlyMap<string, (item: Value) => boolean>;
  readonly context: FilterContext;
}

/** Makes the tests of `arrayFilters`, by identifier. */
export function readArrayFilters(
  filters: readonly Value[],
  context: FilterContext,
): Map<string, (item: Value) => boolean> {
  const tests = new Map<string, (item: Value) => boolean>();
  for (const filter of filters) {
    if (!isDoc(filter) || filter.size === 0)
      throw new Refusal("FailedToParse", "arrayFilters needs documents");
    const [name, test] = arrayFilter(filter, context);
    if (tests.has(name))
      throw new Refusal(
        "FailedToParse",
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    tests.set(name, test);
  }
  return tests;
}

function arrayFilter(filter: Doc, context: FilterContext): [string, (item: Value) => boolean] {
  const name = identifierOf(filter);
  if (name === undefined || !/^[a-z][A-Za-z0-9]*$/.test(name)) {
    throw new Refusal("BadValue", "an array filter needs one lower-case identifier");
  }
  const test = compileFilter(filter, context);
  return [name, (item) => test(new Map([[name, item]]))];
}

function identifierOf(filter: Doc): string | undefined {
  for (const [name, value] of filter) {
    if (!name.startsWith("$")) return name.split(".")[0];
    const inner = Array.isArray(value) ? value.find((branch) => isDoc(branch)) : undefined;
    if (isDoc(inner)) return identifierOf(inner);
  }
  return undefined;
}

/** Turns a path with `$`, `$[]` or `$[name]` into the concrete paths it means in this document. */
export function concretePaths(doc: Doc, path: readonly string[], positions: Positions): string[][] {
  const at = path.findIndex((part) => part.startsWith("$"));
  const marker = path[at];
  if (marker === undefined) return [[...path]];
  const before = path.slice(0, at);
  const items = valueAt(doc, before);
  const joined = before.join(".");
  if (at === 0) throw new Refusal("BadValue", "a path cannot begin with a positional operator");
  if (!Array.isArray(items)) {
    throw new Refusal(
      "BadValue",
      `The path '${joined}' must exist in the document in order to apply array updates.`,
    );
  }
  return chosen(marker, items, joined, doc, positions).flatMap((index) =>
    concretePaths(doc, [...before, String(index), ...path.slice(at + 1)], positions),
  );
}

function chosen(
  marker: string,
  items: readonly Value[],
  path: string,
  doc: Doc,
  positions: Positions,
): number[] {
  if (marker === "$[]") return items.map((_item, index) => index);
  if (marker === "$") return [matchedIndex(items, path, doc, positions)];
  const name = /^\$\[(.+)\]$/.exec(marker)?.[1];
  if (name === undefined)
    throw new Refusal(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${marker}' is not valid for storage.`,
    );
  const test = positions.arrayFilters.get(name);
  if (test === undefined)
    throw new Refusal(
      "BadValue",
      `No array filter found for identifier '${name}' in path '${path}.${marker}'`,
    );
  return items.flatMap((item, index) => (test(item) ? [index] : []));
}

/** The first item by which the filter's conditions about this array hold. */
function matchedIndex(
  items: readonly Value[],
  path: string,
  doc: Doc,
  { filter, context }: Positions,
): number {
  const about = conditionsAbout(filter, path);
  const test = compileFilter(new Map(about), context);
  const only: Doc = new Map(doc);
  const index = items.findIndex((item) => {
    const probe = withOnly(only, path.split("."), item);
    return about.length > 0 && test(probe);
  });
  if (index < 0)
    throw new Refusal("BadValue", "The positional operator did not find the match needed from the query.");
  return index;
}

function withOnly(doc: Doc, path: readonly string[], item: Value): Doc {
  const [name = "", ...rest] = path;
  const copy: Doc = new Map(doc);
  const inner = copy.get(name);
  if (rest.length === 0) copy.set(name, [item]);
  else if (isDoc(inner)) copy.set(name, withOnly(inner, rest, item));
  else if (Array.isArray(inner)) {
    const holder: Doc = new Map([["items", [...inner]]]);
    setAt(holder, ["items", ...rest], [item]);
    copy.set(name, holder.get("items") ?? inner);
  }
  return copy;
}

function conditionsAbout(filter: Doc, path: string): [string, Value][] {
  return [...filter].flatMap(([name, value]): [string, Value][] => {
    if (name === path || name.startsWith(`${path}.`)) return [[name, value]];
    if (name !== "$and" || !Array.isArray(value)) return [];
    return value.flatMap((branch) => (isDoc(branch) ? conditionsAbout(branch, path) : []));
  });
}
