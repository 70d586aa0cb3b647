import { rank, rankOf } from "../bson/compare.ts";
import { isDoc, isOperators, isRegex, tagOf, type Doc, type Value } from "../bson/value.ts";
import { isIndex } from "../filter/path.ts";
import { prefixOf } from "../filter/regex.ts";
import { keyOf } from "../bson/key.ts";
import { ofRank, point, type Range, typeOf } from "./range.ts";

/** One thing that a filter says about a field: a matching document has a key in one of these ranges. */
export interface Bound {
  readonly name: string;
  readonly ranges: readonly Range[];
}

/** What a filter says about fields, all of it at once. What it says by other means is left to the filter itself. */
export function boundsOf(filter: Doc, prefix = ""): Bound[] {
  return [...filter].flatMap(([name, condition]): Bound[] => {
    if (name === "$and" && Array.isArray(condition)) {
      return condition.flatMap((branch) => (isDoc(branch) ? boundsOf(branch, prefix) : []));
    }
    if (name.startsWith("$") || name.split(".").some(isIndex)) return [];
    return fieldBounds(prefix + name, condition);
  });
}

function fieldBounds(name: string, condition: Value): Bound[] {
  if (!isOperators(condition)) {
    const ranges = isRegex(condition) ? patternRanges(condition) : equalRanges(condition);
    return ranges === undefined ? [] : [{ name, ranges }];
  }
  return [...condition].flatMap(([operator, operand]): Bound[] => {
    if (operator === "$all" && Array.isArray(operand))
      return operand.slice(0, 1).flatMap((item) => fieldBounds(name, item));
    if (operator === "$elemMatch")
      return isDoc(operand) && !isOperators(operand) ? boundsOf(operand, `${name}.`) : [];
    const ranges = operatorRanges(operator, operand, condition);
    return ranges === undefined ? [] : [{ name, ranges }];
  });
}

function operatorRanges(operator: string, operand: Value, siblings: Doc): Range[] | undefined {
  switch (operator) {
    case "$eq":
      return equalRanges(operand);
    case "$in": {
      if (!Array.isArray(operand)) return undefined;
      const all = operand.map((item) => (isRegex(item) ? patternRanges(item) : equalRanges(item)));
      return all.some((ranges) => ranges === undefined) ? undefined : all.flatMap((ranges) => ranges ?? []);
    }
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return comparedRanges(operator, operand);
    case "$regex":
      return patternRanges(operand, siblings.get("$options"));
    default:
      return undefined;
  }
}

// Equality with an array also means arrays that hold it, and an index has only the items of arrays.
function equalRanges(value: Value): Range[] | undefined {
  return Array.isArray(value) || tagOf(value) === "Code" ? undefined : [point(value)];
}

function comparedRanges(operator: "$gt" | "$gte" | "$lt" | "$lte", value: Value): Range[] | undefined {
  const type = rankOf(value);
  if (type === rank.null) return operator === "$gte" || operator === "$lte" ? [point(null)] : [];
  if (type === rank.array || type === rank.minKey || type === rank.maxKey || type === rank.code)
    return undefined;
  const [key, all] = [keyOf(value), typeOf(value)];
  switch (operator) {
    case "$gt":
      return [{ ...all, min: key, isMinIn: false }];
    case "$gte":
      return [{ ...all, min: key, isMinIn: true }];
    case "$lt":
      return [{ ...all, max: key, isMaxIn: false }];
    case "$lte":
      return [{ ...all, max: key, isMaxIn: true }];
  }
}

function patternRanges(pattern: Value, options?: Value): Range[] | undefined {
  const prefix = prefixOf(pattern, options);
  if (prefix === undefined || prefix === "") return undefined;
  const start = keyOf(prefix).subarray(0, -2);
  const texts = { min: start, isMinIn: true, max: start, isMaxIn: true };
  return [texts, ofRank(rank.regex)];
}

/** True when the ranges cannot hold a document in which the field is missing. */
export function excludesMissing(ranges: readonly Range[]): boolean {
  const none = keyOf(null);
  return ranges.every((range) => Buffer.compare(range.max, none) < 0 || Buffer.compare(range.min, none) > 0);
}

/** The conditions on one field that name it alone, for comparing with a partial index. */
export function conditionsOn(filter: Doc, name: string): Value[] {
  return [...filter].flatMap(([field, condition]): Value[] => {
    if (field === name) return [condition];
    if (field !== "$and" || !Array.isArray(condition)) return [];
    return condition.flatMap((branch) => (isDoc(branch) ? conditionsOn(branch, name) : []));
  });
}
