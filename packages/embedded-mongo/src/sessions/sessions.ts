import type { Doc } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import type { Engine } from "../storage/engine.ts";
import { Retries, transactionMark } from "./retries.ts";
import { Transaction } from "./transaction.ts";

interface Open {
  readonly number: number;
  readonly transaction: Transaction;
}

const idleMs = 60_000;
const rememberedMs = 24 * 60 * 60_000;

/** The transactions of sessions: at most one open each. */
export class Sessions {
  readonly retries: Retries;
  readonly #engine: Engine;
  readonly #open = new Map<string, Open>();
  readonly #lastAborted = new Map<string, number>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.retries = new Retries(engine.sql);
  }

  /** The transaction that a command belongs to; the first command begins it. */
  enter(session: string, number: number, isFirst: boolean): Transaction {
    const open = this.#open.get(session);
    if (isFirst) {
      const newest = Math.max(
        open?.number ?? -1,
        this.retries.find(session)?.number ?? -1,
        this.#lastAborted.get(session) ?? -1,
      );
      if (number <= newest) throw noSuch(number);
      if (open !== undefined) this.#abort(session, open);
      const transaction = new Transaction(this.#engine);
      this.#open.set(session, { number, transaction });
      return transaction;
    }
    if (open === undefined || open.number !== number || open.transaction.isOver) throw noSuch(number);
    open.transaction.lastUsedAt = performance.now();
    return open.transaction;
  }

  /** Commits durably. A second time it is known that it was committed. */
  commit(session: string, number: number): void {
    const open = this.#open.get(session);
    if (open === undefined || open.number !== number) {
      const last = this.retries.find(session);
      if (last?.number === number && last.results.has(transactionMark)) return;
      throw noSuch(number);
    }
    const { transaction } = open;
    if (transaction.isOver) throw noSuch(number);
    try {
      this.#engine.write(() => {
        transaction.apply();
        this.retries.save(session, number, committed);
      });
    } catch (error) {
      this.#abort(session, open);
      throw error;
    }
    this.#open.delete(session);
    transaction.release();
  }

  abort(session: string, number: number): void {
    const open = this.#open.get(session);
    if (open?.number === number) return this.#abort(session, open);
    const last = this.retries.find(session);
    if (last?.number === number && last.results.has(transactionMark)) {
      throw new Refusal("TransactionCommitted", `Transaction ${number} has been committed.`);
    }
    throw noSuch(number);
  }

  /** The session ends: what it has open is aborted, what it had is forgotten. */
  end(session: string): void {
    const open = this.#open.get(session);
    if (open !== undefined) this.#abort(session, open);
    this.#lastAborted.delete(session);
  }

  /** Aborts what nobody has used for a minute, and forgets what nobody will retry. */
  sweep(): void {
    const oldest = performance.now() - idleMs;
    for (const [session, open] of this.#open)
      if (open.transaction.lastUsedAt < oldest) this.#abort(session, open);
    this.retries.sweep(rememberedMs);
  }

  #abort(session: string, { number, transaction }: Open): void {
    this.#open.delete(session);
    this.#lastAborted.set(session, number);
    transaction.release();
    this.#dropMade(transaction);
  }

  // A collection that only an aborted transaction wrote to was never there.
  #dropMade(transaction: Transaction): void {
    const { catalog } = this.#engine;
    const unused = [...transaction.made].filter(
      (collection) =>
        !collection.isDropped &&
        collection.count() === 0 &&
        ![...this.#engine.open].some((other) => other.touches(collection)),
    );
    if (unused.length > 0) this.#engine.write(() => unused.forEach((collection) => catalog.drop(collection)));
  }
}

const committed: Doc = new Map([[transactionMark, true]]);

function noSuch(number: number): Refusal {
  return new Refusal(
    "NoSuchTransaction",
    `Given transaction number ${number} does not match any in-progress transactions.`,
    {
      errorLabels: ["TransientTransactionError"],
    },
  );
}
