import { Binary, Int32 } from "bson";
import type { Doc, Value } from "../bson/value.ts";
import { writeDoc } from "../bson/write.ts";
import { compileFilter } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import { collectionName, docField, findCollection, type Handler } from "./context.ts";
import { idIndex } from "../storage/index-spec.ts";
import { refuseInTransaction } from "./indexes.ts";
import { checkOptions } from "./options.ts";

export const create: Handler = (context) => {
  const { body, engine, db } = context;
  checkOptions("create", body, []);
  const name = collectionName(context);
  if (findCollection(context) !== undefined)
    throw new Refusal("NamespaceExists", `Collection ${db}.${name} already exists.`);
  engine.write(() => engine.catalog.create(db, name));
  return { fields: { ok: 1 } };
};

export const drop: Handler = (context) => {
  const { body, engine } = context;
  refuseInTransaction(context, "drop");
  checkOptions("drop", body, []);
  const collection = findCollection(context);
  if (collection === undefined) throw new Refusal("NamespaceNotFound", "ns not found");
  const nIndexesWas = collection.indexes.length;
  engine.write(() => engine.catalog.drop(collection));
  return { fields: { nIndexesWas, ns: collection.namespace, ok: 1 } };
};

export const dropDatabase: Handler = (context) => {
  const { body, engine, db } = context;
  refuseInTransaction(context, "dropDatabase");
  checkOptions("dropDatabase", body, []);
  const collections = engine.catalog.all(db);
  if (collections.length > 0)
    engine.write(() => collections.forEach((collection) => engine.catalog.drop(collection)));
  return { fields: { ...(collections.length > 0 && { dropped: db }), ok: 1 } };
};

export const listCollections: Handler = (context) => {
  const { body, engine, db, expressions, cursors } = context;
  checkOptions("listCollections", body, ["filter", "nameOnly", "cursor", "authorizedCollections"]);
  const test = compileFilter(docField(body, "filter") ?? new Map(), expressions);
  const isShort = body.get("nameOnly") === true;
  const shown = engine.catalog
    .all(db)
    .map(({ name, uuid }): Doc => {
      const info: Doc = new Map<string, Value>([
        ["readOnly", false],
        ["uuid", new Binary(uuid, 4)],
      ]);
      const long: Doc = new Map<string, Value>([
        ["name", name],
        ["type", "collection"],
        ["options", new Map()],
        ["info", info],
        ["idIndex", idIndex],
      ]);
      return isShort
        ? new Map<string, Value>([
            ["name", name],
            ["type", "collection"],
          ])
        : long;
    })
    .filter((doc) => test(doc));
  return cursors.first(
    `${db}.$cmd.listCollections`,
    shown.map((doc) => writeDoc(doc)),
    shown.length,
    true,
    undefined,
  );
};

export const listDatabases: Handler = ({ body, engine, expressions }) => {
  checkOptions("listDatabases", body, ["filter", "nameOnly", "authorizedDatabases"]);
  const test = compileFilter(docField(body, "filter") ?? new Map(), expressions);
  const names = [...new Set(engine.catalog.all().map(({ db }) => db))].toSorted();
  const databases = names
    .map(
      (name): Doc =>
        new Map<string, Value>([
          ["name", name],
          ["sizeOnDisk", new Int32(0)],
          ["empty", false],
        ]),
    )
    .filter((doc) => test(doc));
  return { fields: { databases, totalSize: 0, totalSizeMb: 0, ok: 1 } };
};
