import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Doc } from "../bson/value.ts";
import type { Test } from "../filter/filter.ts";
import { bufferOf } from "./database.ts";
import { keysOf, type Keys } from "./index-keys.ts";
import type { IndexSpec } from "./index-spec.ts";

export interface Interval {
  readonly from: Buffer;
  readonly to: Buffer;
}

export interface Entry {
  readonly key: Buffer;
  readonly record: number;
  readonly body: Buffer;
}

/** After every key. */
export const lastKey = Buffer.from([0xff]);

const noKeys: Keys = { keys: [], isMultikey: false, isPresent: false };

/** One index: a table of keys and records, ordered by key. A unique one is unique in SQLite too. */
export class Index {
  readonly id: number;
  readonly spec: IndexSpec;
  /** Some document has several keys here: bounds must not be intersected, order is not a document's. */
  isMultikey: boolean;
  readonly #covers: Test | undefined;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #holder: StatementSync;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;
  readonly #count: StatementSync;

  constructor(
    sql: DatabaseSync,
    collection: number,
    id: number,
    spec: IndexSpec,
    isMultikey: boolean,
    covers: Test | undefined,
  ) {
    this.id = id;
    this.spec = spec;
    this.isMultikey = isMultikey;
    this.#covers = covers;
    const rows = `SELECT e.k, e.r, d.body FROM keys_${id} e JOIN docs_${collection} d ON d.r = e.r`;
    this.#put = sql.prepare(`INSERT INTO keys_${id} (k, r) VALUES (?, ?)`);
    this.#remove = sql.prepare(`DELETE FROM keys_${id} WHERE k = ? AND r = ?`);
    this.#holder = sql.prepare(`SELECT r FROM keys_${id} WHERE k = ? LIMIT 1`);
    this.#forward = sql.prepare(`${rows} WHERE (e.k, e.r) > (?, ?) AND e.k < ? ORDER BY e.k, e.r LIMIT ?`);
    this.#backward = sql.prepare(
      `${rows} WHERE (e.k, e.r) < (?, ?) AND e.k >= ? ORDER BY e.k DESC, e.r DESC LIMIT ?`,
    );
    this.#count = sql.prepare(
      `SELECT count(*) AS n FROM (SELECT 1 FROM keys_${id} WHERE k >= ? AND k < ? LIMIT ?)`,
    );
  }

  static create(sql: DatabaseSync, id: number, isUnique: boolean): void {
    sql.exec(
      isUnique
        ? `CREATE TABLE keys_${id} (k BLOB PRIMARY KEY, r INTEGER NOT NULL) WITHOUT ROWID`
        : `CREATE TABLE keys_${id} (k BLOB NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID`,
    );
  }

  /** The keys of a document here: none where the index is partial or sparse and leaves it out. */
  keys(doc: Doc): Keys {
    if (this.#covers !== undefined && !this.#covers(doc)) return noKeys;
    const keys = keysOf(this.spec.fields, doc);
    return this.spec.isSparse && !keys.isPresent ? noKeys : keys;
  }

  put(key: Buffer, record: number): void {
    this.#put.run(key, record);
  }

  remove(key: Buffer, record: number): void {
    this.#remove.run(key, record);
  }

  /** The record that has this key. */
  holder(key: Buffer): number | undefined {
    const row = this.#holder.get(key);
    return row === undefined ? undefined : Number(row["r"]);
  }

  /** How many keys an interval has, counted up to a limit. */
  countUpTo({ from, to }: Interval, limit: number): number {
    return Number(this.#count.get(from, to, limit)?.["n"]);
  }

  /** Entries in order, read in growing pieces so that nothing is held open while others write. */
  *entries({ from, to }: Interval, isBackward: boolean): Generator<Entry> {
    let after: readonly [Buffer, number] = isBackward ? [to, -1] : [from, -1];
    for (let limit = 16; ; limit = Math.min(limit * 4, 1024)) {
      const rows = isBackward
        ? this.#backward.all(...after, from, limit)
        : this.#forward.all(...after, to, limit);
      for (const row of rows) {
        const entry = { key: bufferOf(row["k"]), record: Number(row["r"]), body: bufferOf(row["body"]) };
        after = [entry.key, entry.record];
        yield entry;
      }
      if (rows.length < limit) return;
    }
  }
}
