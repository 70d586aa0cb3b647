import type { Doc } from "../bson/value.ts";
import { keyChanges, type KeyChange } from "./changes.ts";
import type { Collection, Written } from "./collection.ts";
import { duplicateKey } from "./duplicate.ts";
import { type Engine, keyName, Locked, recordName } from "./engine.ts";

/** Where changes of documents go: to SQLite at once, or into a transaction. */
export interface Writer {
  insert(collection: Collection, after: Written): void;
  replace(collection: Collection, record: number, before: Written, after: Written): void;
  remove(collection: Collection, record: number, before: Written): void;
}

/** Writes inside the running `engine.write`. Every check of one document comes before its first change. */
export function directWriter(engine: Engine): Writer {
  const change = (
    collection: Collection,
    record: number,
    before: Written | undefined,
    after: Written | undefined,
  ): void => {
    const owner = engine.recordOwners.get(recordName(collection, record));
    if (owner !== undefined) throw new Locked(owner);
    const changes = keyChanges(collection, before?.doc, after?.doc);
    for (const each of changes) checkUnique(engine, collection, each, after?.doc);
    applyRemoved(changes, record);
    applyAdded(engine, changes, record);
    applyBody(collection, record, after);
    engine.note({ collection, record, before: before?.body ?? null, uniqueKeys: uniqueKeys(changes) });
  };
  return {
    insert: (collection, after) => change(collection, collection.nextRecord(), undefined, after),
    replace: (collection, record, before, after) => change(collection, record, before, after),
    remove: (collection, record, before) => change(collection, record, before, undefined),
  };
}

function checkUnique(
  engine: Engine,
  collection: Collection,
  { index, added }: KeyChange,
  doc: Doc | undefined,
): void {
  if (!index.spec.isUnique || doc === undefined) return;
  for (const key of added) {
    const owner = engine.keyOwners.get(keyName(index, key));
    if (owner !== undefined) throw new Locked(owner);
    if (index.holder(key) !== undefined) throw duplicateKey(collection, index, doc);
  }
}

export function applyRemoved(changes: readonly KeyChange[], record: number): void {
  for (const { index, removed } of changes) for (const key of removed) index.remove(key, record);
}

export function applyAdded(engine: Engine, changes: readonly KeyChange[], record: number): void {
  for (const { index, added, isMultikey } of changes) {
    for (const key of added) index.put(key, record);
    if (isMultikey) engine.catalog.markMultikey(index);
  }
}

export function applyBody(collection: Collection, record: number, after: Written | undefined): void {
  if (after === undefined) collection.remove(record);
  else collection.put(record, after.body);
}

export function uniqueKeys(changes: readonly KeyChange[]): string[] {
  return changes.flatMap(({ index, removed, added }) =>
    index.spec.isUnique ? [...removed, ...added].map((key) => keyName(index, key)) : [],
  );
}
