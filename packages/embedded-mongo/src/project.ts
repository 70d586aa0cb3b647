import { nearNumber, wholeNumber } from "./bson/number.ts";
import { isDoc, isNum, isOperators, type Doc, type Value } from "./bson/value.ts";
import type { Expressions } from "./aggregate/expressions.ts";
import { docFromPlain, docToPlain } from "./aggregate/plain.ts";
import { itemTest } from "./filter/filter.ts";
import { Refusal } from "./refusal.ts";
import { setAt, valueAt } from "./update/place.ts";

export type Projection = (doc: Doc) => Doc;

interface Tree extends Map<string, Tree | true> {}

/** Understands a projection of `find`. Undefined: the document as it is. */
export function compileProjection(wish: Doc | undefined, expressions: Expressions): Projection | undefined {
  if (wish === undefined || wish.size === 0) return undefined;
  const fields = flat(wish);
  const keeps = fields.filter(([, value]) => isFlag(value) && isOn(value));
  const drops = fields.filter(([, value]) => isFlag(value) && !isOn(value));
  const others = fields.filter(([, value]) => !isFlag(value));
  const special = others.filter(
    ([, value]) => isOperators(value) && (value.has("$slice") || value.has("$elemMatch")) && value.size === 1,
  );
  const isComputed = others.length > special.length;
  const dropsOther = drops.filter(([name]) => name !== "_id");
  const keepsOther = keeps.filter(([name]) => name !== "_id");
  for (const [name] of fields) refusePositional(name);
  if (dropsOther.length > 0 && (keepsOther.length > 0 || isComputed)) {
    throw new Refusal(
      "Location31254",
      `Cannot do exclusion on field ${dropsOther[0]?.[0] ?? ""} in inclusion projection`,
    );
  }
  if (isComputed && special.length > 0)
    throw new Refusal("BadValue", "computed fields beside $slice or $elemMatch are not known here");
  if (isComputed) return (doc) => computed(doc, wish, expressions);
  const isInclusion =
    keepsOther.length > 0 ||
    special.some(([, value]) => isDoc(value) && value.has("$elemMatch")) ||
    (keeps.length > 0 && dropsOther.length === 0 && special.length === 0);
  const idDropped = drops.some(([name]) => name === "_id");
  const names = isInclusion
    ? [...(idDropped ? [] : ["_id"]), ...keepsOther.map(([name]) => name), ...special.map(([name]) => name)]
    : drops.map(([name]) => name);
  const tree = treeOf(names);
  const shape: Projection = (doc) => (isInclusion ? included(doc, tree) : excluded(doc, tree)) as Doc;
  const finish = special.map(([name, value]) => specialField(name, value as Doc, expressions));
  return (doc) => finish.reduce((now, change) => change(now), shape(doc));
}

function flat(wish: Doc, prefix = ""): [string, Value][] {
  return [...wish].flatMap(([name, value]): [string, Value][] =>
    isDoc(value) && isNested(value) ? flat(value, `${prefix}${name}.`) : [[prefix + name, value]],
  );
}

function isNested(value: Doc): boolean {
  return value.size > 0 && !isOperators(value);
}

function isFlag(value: Value): boolean {
  return typeof value === "boolean" || isNum(value);
}

function isOn(value: Value): boolean {
  return value === true || (isNum(value) && nearNumber(value) !== 0);
}

function refusePositional(name: string): void {
  if (name.endsWith(".$"))
    throw new Refusal("BadValue", `a positional projection is not known here: ${name}`);
  if (name.startsWith("$")) throw new Refusal("BadValue", `a projection cannot name ${name}`);
}

function treeOf(names: readonly string[]): Tree {
  const tree: Tree = new Map();
  for (const name of names) {
    let at = tree;
    const parts = name.split(".");
    for (const [index, part] of parts.entries()) {
      const next = at.get(part);
      if (next === true || (index === parts.length - 1 && next !== undefined))
        throw new Refusal("Location31249", `Path collision at ${name}`);
      if (index === parts.length - 1) at.set(part, true);
      else {
        const branch: Tree = next ?? new Map();
        at.set(part, branch);
        at = branch;
      }
    }
  }
  return tree;
}

function included(value: Value, tree: Tree): Value | undefined {
  if (Array.isArray(value)) return value.flatMap((item) => included(item, tree) ?? []);
  if (!isDoc(value)) return undefined;
  const result: Doc = new Map();
  for (const [name, field] of value) {
    const branch = tree.get(name);
    const kept = branch === true ? field : branch === undefined ? undefined : included(field, branch);
    if (kept !== undefined) result.set(name, kept);
  }
  return result;
}

function excluded(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return value.map((item) => excluded(item, tree));
  if (!isDoc(value)) return value;
  const result: Doc = new Map();
  for (const [name, field] of value) {
    const branch = tree.get(name);
    if (branch !== true) result.set(name, branch === undefined ? field : excluded(field, branch));
  }
  return result;
}

function specialField(name: string, operators: Doc, expressions: Expressions): Projection {
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

function computed(doc: Doc, wish: Doc, expressions: Expressions): Doc {
  const [result] = expressions.run([new Map([["$project", wish]])], [docToPlain(doc)]);
  return docFromPlain(result ?? {}, doc);
}
