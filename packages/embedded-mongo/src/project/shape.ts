import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";

/** Fields by name, each either whole or with its own fields. */
export interface Tree extends Map<string, Tree | true> {}

export function treeOf(names: readonly string[]): Tree {
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

/** Only the named fields; from arrays, those of their documents. */
export function included(value: Value, tree: Tree): Value | undefined {
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

/** All but the named fields. */
export function excluded(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return value.map((item) => excluded(item, tree));
  if (!isDoc(value)) return value;
  const result: Doc = new Map();
  for (const [name, field] of value) {
    const branch = tree.get(name);
    if (branch !== true) result.set(name, branch === undefined ? field : excluded(field, branch));
  }
  return result;
}
