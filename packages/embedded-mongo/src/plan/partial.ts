import { rank, same } from "../bson/compare.ts";
import { isDoc, isOperators, type Doc, type Value } from "../bson/value.ts";
import type { IndexSpec } from "../storage/index-spec.ts";
import { type Bound, boundsOf, conditionsOn, excludesMissing } from "./bounds.ts";
import { isWithin, ofRank } from "./range.ts";

/** True when every document that the filter matches is in this index. */
export function coversAll(spec: IndexSpec, filter: Doc, bounds: readonly Bound[]): boolean {
  if (spec.isSparse)
    return spec.fields.some(({ name }) =>
      bounds.some((bound) => bound.name === name && excludesMissing(bound.ranges)),
    );
  return spec.partial === undefined || implies(filter, bounds, spec.partial);
}

function implies(filter: Doc, bounds: readonly Bound[], partial: Doc): boolean {
  return [...partial].every(([name, condition]) => {
    if (name === "$and" && Array.isArray(condition)) {
      return condition.every((branch) => isDoc(branch) && implies(filter, bounds, branch));
    }
    if (name.startsWith("$")) return false;
    if (conditionsOn(filter, name).some((own) => same(own, condition))) return true;
    const own = bounds.filter((bound) => bound.name === name);
    if (!isOperators(condition)) return isBounded(own, new Map([[name, condition]]));
    return [...condition].every(([operator, operand]) =>
      impliesOperator(filter, own, name, operator, operand),
    );
  });
}

function impliesOperator(
  filter: Doc,
  own: readonly Bound[],
  name: string,
  operator: string,
  operand: Value,
): boolean {
  const isSaid = conditionsOn(filter, name).some((condition) => {
    const said = isDoc(condition) ? condition.get(operator) : undefined;
    return said !== undefined && same(said, operand);
  });
  if (isSaid) return true;
  if (operator === "$exists") return operand === true && own.some(({ ranges }) => excludesMissing(ranges));
  if (operator === "$type") {
    const wanted = typeof operand === "string" ? wholeTypes[operand] : undefined;
    return wanted !== undefined && own.some(({ ranges }) => isWithin(ranges, [ofRank(wanted)]));
  }
  return isBounded(own, new Map([[name, new Map([[operator, operand]])]]));
}

const wholeTypes: Readonly<Record<string, number>> = {
  string: rank.string,
  date: rank.date,
  objectId: rank.objectId,
  number: rank.number,
  bool: rank.boolean,
  binData: rank.binary,
};

function isBounded(own: readonly Bound[], condition: Doc): boolean {
  const wanted = boundsOf(condition);
  return (
    wanted.length > 0 && wanted.every(({ ranges }) => own.some((bound) => isWithin(bound.ranges, ranges)))
  );
}
