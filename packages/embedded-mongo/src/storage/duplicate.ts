import type { Binary } from "bson";
import { plainAt } from "../filter/path.ts";
import { isDoc, tagOf, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import type { Collection } from "./collection.ts";
import type { Index } from "./index.ts";

/** The error of a second document with a key that must be unique. */
export function duplicateKey(collection: Collection, index: Index, doc: Doc): Refusal {
  const values = index.spec.fields.map(({ name, path }): [string, Value] => [name, shownValue(doc, path)]);
  const text = values.map(([name, value]) => `${name}: ${inShell(value)}`).join(", ");
  return new Refusal(
    "DuplicateKey",
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.spec.name} dup key: { ${text} }`,
    { keyPattern: index.spec.shown.get("key"), keyValue: new Map(values) },
  );
}

function shownValue(doc: Doc, path: readonly string[]): Value {
  const plain = plainAt(doc, path);
  if (plain !== undefined) return Array.isArray(plain) ? (plain[0] ?? null) : plain;
  const [name = "", ...rest] = path;
  const inner = doc.get(name);
  const item = Array.isArray(inner) ? inner.find((each) => isDoc(each)) : inner;
  return rest.length > 0 && isDoc(item) ? shownValue(item, rest) : null;
}

function inShell(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[ ${value.map((item) => inShell(item)).join(", ")} ]`;
  if (isDoc(value))
    return `{ ${[...value].map(([name, field]) => `${name}: ${inShell(field)}`).join(", ")} }`;
  const tag = tagOf(value);
  if (tag === "Binary") return inShellBinary(value as Binary);
  return tag === "ObjectId" ? `ObjectId('${String(value)}')` : String(value);
}

function inShellBinary(binary: Binary): string {
  const hex = Buffer.from(binary.value()).toString("hex");
  return binary.sub_type === 4
    ? `UUID("${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}")`
    : `BinData(${binary.sub_type}, ${hex.toUpperCase()})`;
}
