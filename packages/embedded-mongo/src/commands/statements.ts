import { wholeNumber } from "../bson/number.ts";
import { isNum, type Doc } from "../bson/value.ts";

export function isOrdered(body: Doc): boolean {
  return body.get("ordered") !== false;
}

/** The ids by which a retried command knows its statements: their positions, unless it says otherwise. */
export function statementIds(body: Doc, count: number): number[] {
  const given = body.get("stmtIds");
  const first = body.get("stmtId");
  const start = isNum(first) ? (wholeNumber(first) ?? 0) : 0;
  return Array.from({ length: count }, (_none, index) => {
    const id = Array.isArray(given) ? given[index] : undefined;
    return isNum(id) ? (wholeNumber(id) ?? index) : start + index;
  });
}
