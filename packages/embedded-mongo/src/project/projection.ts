import type { Expressions } from "../aggregate/expressions.ts";
import { fromPlain } from "../aggregate/plain.ts";
import { nearNumber } from "../bson/number.ts";
import { isDoc, isNum, isOperators, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { setAt, valueAt } from "../update/place.ts";
import { arrayField } from "./array-fields.ts";
import { excluded, included, treeOf } from "./shape.ts";

export type Projection = (doc: Doc) => Doc;

type Field = readonly [string, Value];

interface Parts {
  readonly keeps: readonly Field[];
  readonly drops: readonly Field[];
  /** `$slice` and `$elemMatch`, which only `find` has. */
  readonly arrays: readonly Field[];
  readonly computed: readonly Field[];
}

/** Understands the projection of `find`, or of a `$project` stage. Undefined: the document as it is. */
export function compileProjection(
  wish: Doc | undefined,
  expressions: Expressions,
  isStage = false,
): Projection | undefined {
  if (wish === undefined || wish.size === 0) return undefined;
  const parts = partsOf(wish, isStage);
  const { keeps, drops, arrays, computed } = parts;
  const [dropped] = drops.filter(([name]) => name !== "_id");
  const isInclusion =
    computed.length > 0 ||
    keeps.some(([name]) => name !== "_id") ||
    arrays.some(([, value]) => isDoc(value) && value.has("$elemMatch")) ||
    (keeps.length > 0 && dropped === undefined && arrays.length === 0);
  if (dropped !== undefined && isInclusion) {
    throw new Refusal("Location31254", `Cannot do exclusion on field ${dropped[0]} in inclusion projection`);
  }
  const keep = isInclusion ? inclusion(parts) : exclusion(drops);
  const finish = arrays.map(([name, value]) => arrayField(name, value as Doc, expressions));
  const shape: Projection = (doc) => finish.reduce((now, change) => change(now), keep(doc));
  return computed.length === 0 ? shape : withComputed(shape, computed, expressions);
}

function partsOf(wish: Doc, isStage: boolean): Parts {
  const fields = flat(wish);
  for (const [name] of fields) refusePositional(name);
  const others = fields.filter(([, value]) => !isFlag(value));
  const arrays = others.filter(
    ([, value]) =>
      !isStage && isOperators(value) && value.size === 1 && (value.has("$slice") || value.has("$elemMatch")),
  );
  return {
    keeps: fields.filter(([, value]) => isFlag(value) && isOn(value)),
    drops: fields.filter(([, value]) => isFlag(value) && !isOn(value)),
    arrays,
    computed: others.filter((field) => !arrays.includes(field)),
  };
}

function inclusion({ keeps, drops, arrays, computed }: Parts): Projection {
  const hasId = ![...drops, ...computed].some(([name]) => name === "_id");
  const names = [...keeps, ...arrays].map(([name]) => name).filter((name) => name !== "_id");
  // Computed fields count as taken, so that none is named twice.
  treeOf([...names, ...computed.map(([name]) => name)]);
  const tree = treeOf(hasId ? ["_id", ...names] : names);
  return (doc) => included(doc, tree) as Doc;
}

function exclusion(drops: readonly Field[]): Projection {
  const tree = treeOf(drops.map(([name]) => name));
  return (doc) => excluded(doc, tree) as Doc;
}

function flat(wish: Doc, prefix = ""): Field[] {
  return [...wish].flatMap(([name, value]): Field[] =>
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

/** Kept fields in the document's order, then computed ones in the order of the projection. */
function withComputed(keep: Projection, wish: readonly Field[], expressions: Expressions): Projection {
  const named: Doc = new Map(wish.map(([, expr], index) => [`f${index}`, expr]));
  expressions.check(named);
  return (doc) => {
    const result = keep(doc);
    const values = expressions.evaluate(named, doc);
    for (const [index, [name]] of wish.entries()) {
      const value = values[`f${index}`];
      const path = name.split(".");
      if (value !== undefined) setAt(result, path, fromPlain(value, valueAt(doc, path)));
    }
    return result;
  };
}
