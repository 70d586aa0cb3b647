import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { FilterContext } from "../filter/filter.ts";
import type { Transaction } from "../sessions/transaction.ts";
import { Catalog } from "./catalog.ts";
import type { Collection } from "./collection.ts";
import { openDatabase } from "./database.ts";
import type { Index } from "./index.ts";

/** One record as a commit changed it. */
export interface Commit {
  readonly collection: Collection;
  readonly record: number;
  readonly before: Buffer | null;
  /** Keys of unique indexes that came or went. */
  readonly uniqueKeys: readonly string[];
}

interface Batch {
  readonly committed: Promise<void>;
}

/** What a write meets that an open transaction has not yet decided: wait for it, then begin again. */
export class Locked extends Error {
  readonly owner: Transaction;

  constructor(owner: Transaction) {
    super("a record is held by an open transaction");
    this.owner = owner;
  }
}

/** SQLite, the catalog, and what open transactions hold and must not see. */
export class Engine {
  readonly sql: DatabaseSync;
  readonly catalog: Catalog;
  readonly open = new Set<Transaction>();
  readonly recordOwners = new Map<string, Transaction>();
  readonly keyOwners = new Map<string, Transaction>();
  readonly #keysTouched = new Map<string, number>();
  #log: { readonly sequence: number; readonly commit: Commit }[] = [];
  #sequence = 0;
  #pending: Commit[] = [];
  #batch: Batch | undefined;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #rollbackTo: StatementSync;

  constructor(path: string, context: FilterContext) {
    this.sql = openDatabase(path);
    this.#savepoint = this.sql.prepare("SAVEPOINT write");
    this.#release = this.sql.prepare("RELEASE write");
    this.#rollbackTo = this.sql.prepare("ROLLBACK TO write");
    this.catalog = new Catalog(this.sql, context);
  }

  get sequence(): number {
    return this.#sequence;
  }

  /**
   * Runs work that writes; nothing is changed when it throws. What several connections write in one turn of the event
   * loop is committed together: nobody may be told before `durable`.
   */
  write<T>(work: () => T): T {
    this.#batch ??= this.#begin();
    if (!this.sql.isTransaction) throw new Error("an earlier write of this batch was rolled back");
    const undone = this.catalog.undoing.length;
    this.#savepoint.run();
    try {
      const result = work();
      this.#release.run();
      this.#publish();
      return result;
    } catch (error) {
      this.#pending = [];
      // A full disk makes SQLite roll back by itself, and then the commit of the whole batch fails.
      if (this.sql.isTransaction) {
        this.#rollbackTo.run();
        this.#release.run();
        this.catalog.undo(undone);
      }
      throw error;
    }
  }

  /** When everything written so far is on the disk. */
  async durable(): Promise<void> {
    await this.#batch?.committed;
  }

  #begin(): Batch {
    this.sql.exec("BEGIN IMMEDIATE");
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => undefined);
    setImmediate(() => {
      try {
        this.flush();
        resolve();
      } catch (error) {
        reject(error);
      }
    });
    return { committed: promise };
  }

  /** Commits what is open. When that fails nothing of it happened, and open transactions, which saw it, are over. */
  flush(): void {
    if (this.#batch === undefined) return;
    this.#batch = undefined;
    try {
      this.sql.exec("COMMIT");
      this.catalog.undoing.length = 0;
    } catch (error) {
      if (this.sql.isTransaction) this.sql.exec("ROLLBACK");
      this.catalog.undo(0);
      for (const transaction of this.open) transaction.release();
      throw error;
    }
  }

  /** Notes a change of the running write, for the snapshots of open transactions. */
  note(commit: Commit): void {
    if (this.open.size > 0) this.#pending.push(commit);
  }

  #publish(): void {
    if (this.#pending.length === 0) return;
    const sequence = ++this.#sequence;
    for (const commit of this.#pending) {
      const versions = commit.collection.history.get(commit.record) ?? [];
      commit.collection.history.set(commit.record, versions);
      versions.push({ sequence, before: commit.before });
      for (const key of commit.uniqueKeys) this.#keysTouched.set(key, sequence);
      this.#log.push({ sequence, commit });
    }
    this.#pending = [];
  }

  /** True when a commit after this moment changed the record. */
  isChangedSince(collection: Collection, record: number, sequence: number): boolean {
    return (collection.history.get(record)?.at(-1)?.sequence ?? 0) > sequence;
  }

  isKeyTouchedSince(key: string, sequence: number): boolean {
    return (this.#keysTouched.get(key) ?? 0) > sequence;
  }

  /** Forgets versions that no open transaction can still see. */
  prune(): void {
    const oldest = Math.min(...[...this.open].map(({ snapshot }) => snapshot), Number.POSITIVE_INFINITY);
    const kept = this.#log.findIndex(({ sequence }) => sequence > oldest);
    for (const { commit, sequence } of this.#log.splice(0, kept < 0 ? this.#log.length : kept)) {
      const versions =
        commit.collection.history.get(commit.record)?.filter((version) => version.sequence > oldest) ?? [];
      if (versions.length === 0) commit.collection.history.delete(commit.record);
      else commit.collection.history.set(commit.record, versions);
      for (const key of commit.uniqueKeys)
        if (this.#keysTouched.get(key) === sequence) this.#keysTouched.delete(key);
    }
  }

  close(): void {
    this.flush();
    this.sql.close();
  }
}

export function recordName(collection: Collection, record: number): string {
  return `${collection.id}:${record}`;
}

export function keyName(index: Index, key: Buffer): string {
  return `${index.id}:${key.toString("latin1")}`;
}
