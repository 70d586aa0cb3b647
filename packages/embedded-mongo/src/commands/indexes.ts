import { readDoc } from "../bson/read.ts";
import { same } from "../bson/compare.ts";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { writeDoc } from "../bson/write.ts";
import { Refusal } from "../refusal.ts";
import type { Collection } from "../storage/collection.ts";
import { duplicateKey } from "../storage/duplicate.ts";
import type { Engine } from "../storage/engine.ts";
import { type IndexSpec, readIndexSpec } from "../storage/index-spec.ts";
import {
  arrayField,
  collectionName,
  collectionToWrite,
  type Context,
  findCollection,
  type Handler,
} from "./context.ts";
import { checkOptions } from "./options.ts";
import { compileFilter } from "../filter/filter.ts";

export const createIndexes: Handler = (context) => {
  const { body, engine, expressions } = context;
  refuseInTransaction(context, "createIndexes");
  checkOptions("createIndexes", body, ["indexes", "commitQuorum"]);
  const specs = arrayField(body, "indexes").map((wish) => {
    if (!isDoc(wish)) throw new Refusal("TypeMismatch", "indexes must be documents");
    return readIndexSpec(wish);
  });
  for (const { partial } of specs) if (partial !== undefined) compileFilter(partial, expressions);
  const isNew = findCollection(context) === undefined;
  const collection = collectionToWrite(context);
  const before = collection.indexes.length;
  engine.write(() =>
    specs.filter((spec) => !isThere(collection, spec)).forEach((spec) => build(engine, collection, spec)),
  );
  const after = collection.indexes.length;
  const note = after === before ? { note: "all indexes already exist" } : {};
  return {
    fields: {
      numIndexesBefore: before,
      numIndexesAfter: after,
      createdCollectionAutomatically: isNew,
      ...note,
      ok: 1,
    },
  };
};

function isThere(collection: Collection, spec: IndexSpec): boolean {
  return collection.indexes.some(({ spec: other }) => {
    const isSameName = other.name === spec.name;
    const isSameKey = same(keyOf(other), keyOf(spec));
    const isSameShape = same(withoutName(other), withoutName(spec));
    if (
      isSameKey &&
      isSameShape &&
      (isSameName || (spec.fields.length === 1 && spec.fields[0]?.name === "_id"))
    )
      return true;
    if (isSameKey && isSameShape)
      throw new Refusal("IndexOptionsConflict", `Index already exists with a different name: ${other.name}`);
    if (isSameName) {
      throw new Refusal(
        "IndexKeySpecsConflict",
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${spec.name}`,
      );
    }
    return false;
  });
}

function keyOf({ shown }: IndexSpec): Value {
  return shown.get("key") ?? null;
}

function withoutName({ shown }: IndexSpec): Doc {
  return new Map([...shown].filter(([name]) => name !== "name").toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Makes an index and fills it from what is there; inside the running write. */
function build(engine: Engine, collection: Collection, spec: IndexSpec): void {
  const index = engine.catalog.addIndex(collection, spec);
  for (const { record, body } of collection.scan()) {
    const doc = readDoc(body);
    const { keys, isMultikey } = index.keys(doc);
    for (const key of keys) {
      if (spec.isUnique && index.holder(key) !== undefined) throw duplicateKey(collection, index, doc);
      index.put(key, record);
    }
    if (isMultikey) engine.catalog.markMultikey(index);
  }
}

export const listIndexes: Handler = (context) => {
  checkOptions("listIndexes", context.body, ["cursor"]);
  const collection = findCollection(context);
  if (collection === undefined)
    throw new Refusal("NamespaceNotFound", `ns does not exist: ${context.db}.${collectionName(context)}`);
  const shown = collection.indexes.map(({ spec }) => writeDoc(spec.shown));
  return context.cursors.first(collection.namespace, shown, shown.length, true, undefined);
};

export const dropIndexes: Handler = (context) => {
  const { body, engine } = context;
  refuseInTransaction(context, "dropIndexes");
  checkOptions("dropIndexes", body, ["index"]);
  const collection = findCollection(context);
  if (collection === undefined) throw new Refusal("NamespaceNotFound", "ns not found");
  const nIndexesWas = collection.indexes.length;
  const wish = body.get("index") ?? null;
  const all =
    wish === "*"
      ? collection.indexes.filter(({ spec }) => spec.name !== "_id_")
      : [wish].flat().map((each) => named(collection, each));
  engine.write(() => all.forEach((index) => engine.catalog.dropIndex(collection, index)));
  return { fields: { nIndexesWas, ok: 1 } };
};

function named(collection: Collection, wish: Value): Collection["indexes"][number] {
  const found = collection.indexes.find(({ spec }) =>
    typeof wish === "string" ? spec.name === wish : same(keyOf(spec), wish),
  );
  if (found === undefined)
    throw new Refusal(
      "IndexNotFound",
      typeof wish === "string" ? `index not found with name [${wish}]` : "can't find index with key",
    );
  if (found.spec.name === "_id_") throw new Refusal("InvalidOptions", "cannot drop _id index");
  return found;
}

export function refuseInTransaction({ transaction }: Context, command: string): void {
  if (transaction === undefined) return;
  throw new Refusal(
    "OperationNotSupportedInTransaction",
    `Cannot run '${command}' in a multi-document transaction.`,
  );
}
