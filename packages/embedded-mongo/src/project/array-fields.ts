import type { Expressions } from "../aggregate/expressions.ts";
import { wholeNumber } from "../bson/number.ts";
import { isDoc, isNum, type Doc, type Value } from "../bson/value.ts";
import { itemTest } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import { setAt, valueAt } from "../update/place.ts";

/** `$slice` and `$elemMatch` of a projection: what becomes of one array. */
export function arrayField(name: string, operators: Doc, expressions: Expressions): (doc: Doc) => Doc {
  const path = name.split(".");
  const criteria = operators.get("$elemMatch");
  const change = isDoc(criteria) ? firstMatch(criteria, expressions) : sliced(operators.get("$slice"));
  return (doc) => {
    const items = valueAt(doc, path);
    if (!Array.isArray(items)) return doc;
    const next = change(items);
    if (next !== undefined) setAt(doc, path, next);
    else doc.delete(name);
    return doc;
  };
}

function firstMatch(criteria: Doc, expressions: Expressions): (items: Value[]) => Value[] | undefined {
  const test = itemTest(criteria, expressions);
  return (items) => {
    const found = items.find((item) => test(item));
    return found === undefined ? undefined : [found];
  };
}

function sliced(slice: Value | undefined): (items: Value[]) => Value[] {
  const [first, second] = (Array.isArray(slice) ? slice : [slice]).map((part) =>
    isNum(part) ? wholeNumber(part) : undefined,
  );
  if (first === undefined) throw new Refusal("BadValue", "$slice needs numbers");
  if (second === undefined) return (items) => (first >= 0 ? items.slice(0, first) : items.slice(first));
  return (items) => {
    const start = first >= 0 ? first : Math.max(0, items.length + first);
    return items.slice(start, start + second);
  };
}
