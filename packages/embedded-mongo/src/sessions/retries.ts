import type { DatabaseSync, StatementSync } from "node:sqlite";
import { readDoc } from "../bson/read.ts";
import { writeDoc } from "../bson/write.ts";
import { type Doc, isDoc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { bufferOf } from "../storage/database.ts";

/** What the statements of a session's newest retryable command, or its newest transaction, came to. */
export class Retries {
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #sweep: StatementSync;

  constructor(sql: DatabaseSync) {
    this.#get = sql.prepare("SELECT number, body FROM sessions WHERE id = ?");
    this.#put = sql.prepare("INSERT OR REPLACE INTO sessions (id, number, body, at) VALUES (?, ?, ?, ?)");
    this.#remove = sql.prepare("DELETE FROM sessions WHERE id = ?");
    this.#sweep = sql.prepare("DELETE FROM sessions WHERE at < ?");
  }

  find(session: string): { readonly number: number; readonly results: Doc } | undefined {
    const row = this.#get.get(session);
    return row === undefined
      ? undefined
      : { number: Number(row["number"]), results: readDoc(bufferOf(row["body"])) };
  }

  save(session: string, number: number, results: Doc): void {
    this.#put.run(session, number, writeDoc(results), Date.now());
  }

  remove(session: string): void {
    this.#remove.run(session);
  }

  sweep(olderThanMs: number): void {
    this.#sweep.run(Date.now() - olderThanMs);
  }

  /** The retryable command that a session sends now; an older number than the newest is refused. */
  begin(session: string, number: number): Retry {
    const newest = this.find(session);
    if (newest !== undefined && newest.number > number) {
      throw new Refusal(
        "TransactionTooOld",
        `Retryable write with txnNumber ${number} is prohibited: a newer one, ${newest.number}, has already started`,
      );
    }
    const results = newest?.number === number ? newest.results : new Map<string, Value>();
    if (results.has(transactionMark))
      throw new Refusal("IncompleteTransactionHistory", "the number belongs to a transaction");
    return new Retry(this, session, number, results);
  }
}

/** Marks a session's newest number as a committed transaction. */
export const transactionMark = "committed";

/** One retryable command: what its statements came to before, and what they come to now. */
export class Retry {
  readonly #retries: Retries;
  readonly #session: string;
  readonly #number: number;
  readonly #before: Doc;
  #now: Doc = new Map();

  constructor(retries: Retries, session: string, number: number, before: Doc) {
    this.#retries = retries;
    this.#session = session;
    this.#number = number;
    this.#before = before;
  }

  /** What a statement came to when it was first sent. */
  before(statement: number): Doc | undefined {
    const result = this.#before.get(String(statement));
    return isDoc(result) ? result : undefined;
  }

  note(statement: number, result: Doc): void {
    this.#now.set(String(statement), result);
  }

  /** Forgets what a write that was rolled back had noted. */
  reset(): void {
    this.#now = new Map();
  }

  /** Saves what was noted, inside the running write. */
  save(): void {
    if (this.#now.size > 0)
      this.#retries.save(this.#session, this.#number, new Map([...this.#before, ...this.#now]));
  }
}
