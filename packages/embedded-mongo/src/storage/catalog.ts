import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { readDoc } from "../bson/read.ts";
import { writeDoc } from "../bson/write.ts";
import type { Doc } from "../bson/value.ts";
import { compileFilter, type FilterContext } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import { Collection } from "./collection.ts";
import { bufferOf } from "./database.ts";
import { Index } from "./index.ts";
import { idIndex, readIndexSpec, type IndexSpec } from "./index-spec.ts";

/** Which collections and indexes there are: in SQLite, and in memory with their statements ready. */
export class Catalog {
  readonly #sql: DatabaseSync;
  readonly #context: FilterContext;
  readonly #collections = new Map<string, Collection>();
  /** How to take back, in memory, what is not committed yet. */
  readonly undoing: (() => void)[] = [];

  constructor(sql: DatabaseSync, context: FilterContext) {
    this.#sql = sql;
    this.#context = context;
    this.#load();
  }

  #load(): void {
    for (const row of this.#sql.prepare("SELECT id, db, name, uuid FROM collections").all()) {
      const [id, db, name] = [Number(row["id"]), String(row["db"]), String(row["name"])];
      const collection = new Collection(this.#sql, id, db, name, bufferOf(row["uuid"]));
      const indexes = this.#sql
        .prepare("SELECT id, spec, multikey FROM indexes WHERE collection = ? ORDER BY id")
        .all(id);
      for (const index of indexes) {
        const spec = readIndexSpec(readDoc(bufferOf(index["spec"])));
        collection.indexes.push(
          this.#index(collection, Number(index["id"]), spec, Number(index["multikey"]) === 1),
        );
      }
      this.#collections.set(collection.namespace, collection);
    }
  }

  find(db: string, name: string): Collection | undefined {
    return this.#collections.get(`${db}.${name}`);
  }

  all(db?: string): Collection[] {
    return [...this.#collections.values()].filter((collection) => db === undefined || collection.db === db);
  }

  create(db: string, name: string): Collection {
    checkName(db, name);
    const uuid = randomBytes(16);
    const row = this.#sql
      .prepare("INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?) RETURNING id")
      .get(db, name, uuid);
    const id = Number(row?.["id"]);
    this.#sql.exec(`CREATE TABLE docs_${id} (r INTEGER PRIMARY KEY, body BLOB NOT NULL)`);
    const collection = new Collection(this.#sql, id, db, name, uuid);
    this.#collections.set(collection.namespace, collection);
    this.undoing.push(() => this.#forget(collection));
    this.addIndex(collection, readIndexSpec(idIndex));
    return collection;
  }

  drop(collection: Collection): void {
    for (const index of [...collection.indexes]) this.dropIndex(collection, index);
    this.#sql.exec(`DROP TABLE docs_${collection.id}`);
    this.#sql.prepare("DELETE FROM collections WHERE id = ?").run(collection.id);
    this.#forget(collection);
    this.undoing.push(() => {
      this.#collections.set(collection.namespace, collection);
      collection.isDropped = false;
    });
  }

  #forget(collection: Collection): void {
    this.#collections.delete(collection.namespace);
    collection.isDropped = true;
  }

  /** Takes back changes until so many are left. */
  undo(left: number): void {
    for (const undo of this.undoing.splice(left).toReversed()) undo();
  }

  /** Makes an empty index; the caller fills it. */
  addIndex(collection: Collection, spec: IndexSpec): Index {
    const row = this.#sql
      .prepare("INSERT INTO indexes (collection, spec, multikey) VALUES (?, ?, 0) RETURNING id")
      .get(collection.id, writeDoc(spec.shown));
    const id = Number(row?.["id"]);
    Index.create(this.#sql, id, spec.isUnique);
    const index = this.#index(collection, id, spec, false);
    collection.indexes.push(index);
    this.undoing.push(() => collection.indexes.splice(collection.indexes.indexOf(index), 1));
    return index;
  }

  dropIndex(collection: Collection, index: Index): void {
    this.#sql.exec(`DROP TABLE keys_${index.id}`);
    this.#sql.prepare("DELETE FROM indexes WHERE id = ?").run(index.id);
    const at = collection.indexes.indexOf(index);
    collection.indexes.splice(at, 1);
    this.undoing.push(() => collection.indexes.splice(at, 0, index));
  }

  /** From now on some document has several keys in this index. */
  markMultikey(index: Index): void {
    if (index.isMultikey) return;
    index.isMultikey = true;
    this.undoing.push(() => (index.isMultikey = false));
    this.#sql.prepare("UPDATE indexes SET multikey = 1 WHERE id = ?").run(index.id);
  }

  #index(collection: Collection, id: number, spec: IndexSpec, isMultikey: boolean): Index {
    const covers = partialTest(spec.partial, this.#context);
    return new Index(this.#sql, collection.id, id, spec, isMultikey, covers);
  }
}

function partialTest(partial: Doc | undefined, context: FilterContext): ((doc: Doc) => boolean) | undefined {
  return partial === undefined ? undefined : compileFilter(partial, context);
}

function checkName(db: string, name: string): void {
  const isBad =
    name === "" ||
    name.includes("$") ||
    name.includes("\0") ||
    name.startsWith(".") ||
    db === "" ||
    /[/\\. "$\0]/.test(db);
  if (isBad) throw new Refusal("InvalidNamespace", "Invalid namespace specified");
}
