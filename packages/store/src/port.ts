import type { Bus, Holds, NewEvent } from "@careline/bus";
import type { Topic } from "@careline/contracts";
import type {
  AnyBulkWriteOperation,
  ClientSession,
  Collection,
  CreateIndexesOptions,
  Db,
  Document,
  IndexSpecification,
  WithId,
} from "mongodb";

/** One transaction: what is written with `session` and what is emitted is saved together or not at all. */
export interface Unit {
  readonly session: ClientSession;
  /** Says an event through the outbox. Kept in order per topic and key. Without `id` a UUIDv7 is made. */
  emit<T>(topic: Topic<T>, event: Omit<NewEvent<T>, "id" | "sequence"> & { readonly id?: string }): void;
}

/** What a work sees of a transaction that it shares with others: its reads and writes go with theirs. */
export interface SharedUnit {
  /** Documents whose field has one of the values, as they stand in this transaction before anything is written. */
  find<T extends Document>(
    collection: string,
    field: string,
    values: readonly string[],
  ): Promise<readonly WithId<T>[]>;
  /** Written when every work has said what it wants. `"one"`: it must meet its document, else Missed is thrown. */
  write<T extends Document>(collection: string, operation: AnyBulkWriteOperation<T>, expect?: "one"): void;
  readonly emit: Unit["emit"];
}

export interface SharedWork<T> {
  /** Works of one key never share a transaction, and are done in the order in which they came (those in bulk apart). */
  readonly key: string;
  /** Once per mark, as with `once`. */
  readonly mark?: string | undefined;
  /** Nobody waits for it: it goes along with other works, and within a fifth of a second by itself. */
  readonly mayWait?: boolean;
  /** One of very many that have time: it goes with its like, so that what people wait for never waits behind them. */
  readonly isBulk?: boolean;
  /** May run more than once. Everything it reads and then writes belongs to its key, or is written under a condition. */
  run(unit: SharedUnit): Promise<T>;
}

export interface Store {
  readonly db: Db;
  collection<T extends Document>(name: string): Collection<T>;
  /** Runs `work` in one transaction and again on a write conflict: no I/O but the database, no effects in memory. */
  unit<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** The same once per mark (the event's id): "again" when this mark has been committed before. */
  once<T>(mark: string, work: (unit: Unit) => Promise<T>): Promise<T | "again">;
  /**
   * The same in one transaction with other works that wait meanwhile: a find, a write, a commit for all of them. Where
   * one throws, meets a conflict or misses, each is done alone, so that none suffers for another.
   */
  together<T>(work: SharedWork<T>): Promise<T | "again">;
  /** Documents whose field has this value. Asked while other questions are on their way, it goes with the next ones. */
  find<T extends Document>(collection: string, field: string, value: string): Promise<readonly WithId<T>[]>;
  /** Keys held behind parked records, for the bus. */
  readonly holds: Holds;
  /** Sends committed outbox rows to the bus until stopped; several processes share the work by a lease. */
  relay(bus: Bus, options?: RelayOptions): Relay;
  /** True when reads and majority writes work now. */
  isHealthy(): Promise<boolean>;
  close(): Promise<void>;
}

export interface RelayOptions {
  /** Told of each failure, for a log line and a metric; the relay tries again by itself. */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

export interface Relay {
  /** Committed rows not yet sent. */
  waiting(): Promise<number>;
  stop(): Promise<void>;
}

export interface IndexWish {
  readonly collection: string;
  readonly key: IndexSpecification;
  readonly options?: CreateIndexesOptions;
}

export interface StoreOptions {
  /** mongodb://… of a replica set; write concern majority and journal are asserted. */
  readonly uri: string;
  /** The service's own database. */
  readonly database: string;
  readonly indexes: readonly IndexWish[];
  /** Who holds what only one may hold. A later process of this name takes it over at once; by default nobody has it. */
  readonly owner?: string;
  /** Runs once per name, in order, guarded across processes. */
  readonly migrations?: readonly { readonly name: string; run(db: Db): Promise<void> }[];
  /** Now, for the times that rows carry; leases use the database's own clock. */
  readonly now?: () => Date;
}
