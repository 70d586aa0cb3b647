import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Doc } from "../bson/value.ts";
import { bufferOf } from "./database.ts";
import type { Index } from "./index.ts";

export interface Stored {
  readonly record: number;
  readonly body: Buffer;
}

export interface Version {
  readonly sequence: number;
  readonly before: Buffer | null;
}

/** A document as bytes and as fields. */
export interface Written {
  readonly body: Buffer;
  readonly doc: Doc;
}

/** One collection: a table of documents by record number, and its indexes. */
export class Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: Buffer;
  readonly indexes: Index[] = [];
  /** What records were before commits that some open transaction must not see. */
  readonly history = new Map<number, Version[]>();
  isDropped = false;
  #nextRecord: number;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #scan: StatementSync;
  readonly #count: StatementSync;

  constructor(sql: DatabaseSync, id: number, db: string, name: string, uuid: Buffer) {
    this.id = id;
    this.db = db;
    this.name = name;
    this.uuid = uuid;
    this.#get = sql.prepare(`SELECT body FROM docs_${id} WHERE r = ?`);
    this.#put = sql.prepare(
      `INSERT INTO docs_${id} (r, body) VALUES (?, ?) ON CONFLICT (r) DO UPDATE SET body = excluded.body`,
    );
    this.#remove = sql.prepare(`DELETE FROM docs_${id} WHERE r = ?`);
    this.#scan = sql.prepare(`SELECT r, body FROM docs_${id} WHERE r > ? ORDER BY r LIMIT ?`);
    this.#count = sql.prepare(`SELECT count(*) AS n FROM docs_${id}`);
    this.#nextRecord =
      Number(sql.prepare(`SELECT coalesce(max(r), 0) AS r FROM docs_${id}`).get()?.["r"]) + 1;
  }

  get namespace(): string {
    return `${this.db}.${this.name}`;
  }

  nextRecord(): number {
    return this.#nextRecord++;
  }

  get(record: number): Buffer | undefined {
    const row = this.#get.get(record);
    return row === undefined ? undefined : bufferOf(row["body"]);
  }

  put(record: number, body: Buffer): void {
    this.#put.run(record, body);
  }

  remove(record: number): void {
    this.#remove.run(record);
  }

  count(): number {
    return Number(this.#count.get()?.["n"]);
  }

  /** All documents in the order in which they came, read in growing pieces. */
  *scan(): Generator<Stored> {
    let after = -1;
    for (let limit = 16; ; limit = Math.min(limit * 4, 1024)) {
      const rows = this.#scan.all(after, limit);
      for (const row of rows) {
        after = Number(row["r"]);
        yield { record: after, body: bufferOf(row["body"]) };
      }
      if (rows.length < limit) return;
    }
  }
}
