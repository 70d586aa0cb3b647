import { readDoc } from "../bson/read.ts";
import { Refusal, writeConflict } from "../refusal.ts";
import { keyChanges, type KeyChange } from "../storage/changes.ts";
import type { Collection, Written } from "../storage/collection.ts";
import { duplicateKey } from "../storage/duplicate.ts";
import { type Engine, keyName, recordName } from "../storage/engine.ts";
import { applyAdded, applyBody, applyRemoved, uniqueKeys, type Writer } from "../storage/writer.ts";

/** What a reader sees instead of what SQLite has: a body, or null where it sees nothing. */
export type Patch = ReadonlyMap<number, Buffer | null>;

/**
 * An open transaction: a moment that it reads at, its own changes over it, and the records and unique keys that it
 * holds until it ends. Whoever comes second to a record loses at once.
 */
export class Transaction implements Writer {
  readonly snapshot: number;
  readonly ended: Promise<void>;
  /** Collections that this transaction's first write to them made. */
  readonly made = new Set<Collection>();
  lastUsedAt = performance.now();
  /** Committed, aborted, or lost with a disk that was full. */
  isOver = false;
  readonly #engine: Engine;
  readonly #own = new Map<Collection, Map<number, Buffer | null>>();
  readonly #ownKeys = new Map<string, number>();
  readonly #records = new Set<string>();
  readonly #keys = new Set<string>();
  #end: () => void = () => undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.snapshot = engine.sequence;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    engine.open.add(this);
  }

  /** Differences between SQLite and what this transaction sees; undefined when there are none. */
  patch(collection: Collection): Patch | undefined {
    const own = this.#own.get(collection);
    if (collection.history.size === 0) return own;
    const seen = new Map<number, Buffer | null>();
    for (const [record, versions] of collection.history) {
      const first = versions.find(({ sequence }) => sequence > this.snapshot);
      if (first !== undefined) seen.set(record, first.before);
    }
    for (const [record, body] of own ?? []) seen.set(record, body);
    return seen.size === 0 ? undefined : seen;
  }

  touches(collection: Collection): boolean {
    return this.#own.has(collection);
  }

  insert(collection: Collection, after: Written): void {
    this.#change(collection, collection.nextRecord(), undefined, after);
  }

  replace(collection: Collection, record: number, before: Written, after: Written): void {
    this.#change(collection, record, before, after);
  }

  remove(collection: Collection, record: number, before: Written): void {
    this.#change(collection, record, before, undefined);
  }

  #change(
    collection: Collection,
    record: number,
    before: Written | undefined,
    after: Written | undefined,
  ): void {
    const name = recordName(collection, record);
    const owner = this.#engine.recordOwners.get(name);
    if (owner !== undefined && owner !== this) throw writeConflict();
    if (this.#engine.isChangedSince(collection, record, this.snapshot)) throw writeConflict();
    const changes = keyChanges(collection, before?.doc, after?.doc);
    for (const change of changes) this.#checkUnique(collection, record, change, after);
    this.#engine.recordOwners.set(name, this);
    this.#records.add(name);
    for (const change of changes) this.#claim(record, change);
    const own = this.#own.get(collection) ?? new Map<number, Buffer | null>();
    this.#own.set(collection, own);
    own.set(record, after?.body ?? null);
  }

  #checkUnique(collection: Collection, record: number, change: KeyChange, after: Written | undefined): void {
    const { index, removed, added } = change;
    if (!index.spec.isUnique) return;
    for (const key of [...removed, ...added]) {
      const name = keyName(index, key);
      const owner = this.#engine.keyOwners.get(name);
      if (owner !== undefined && owner !== this) throw writeConflict();
      if (this.#engine.isKeyTouchedSince(name, this.snapshot)) throw writeConflict();
    }
    if (after === undefined) return;
    for (const key of added) {
      const name = keyName(index, key);
      const mine = this.#ownKeys.get(name);
      const holder = index.holder(key);
      const isTaken = mine === undefined ? holder !== undefined : mine !== freed && mine !== record;
      if (isTaken) throw duplicateKey(collection, index, after.doc);
    }
  }

  #claim(record: number, { index, removed, added }: KeyChange): void {
    if (!index.spec.isUnique) return;
    const claim = (key: Buffer, holder: number): void => {
      const name = keyName(index, key);
      this.#engine.keyOwners.set(name, this);
      this.#keys.add(name);
      this.#ownKeys.set(name, holder);
    };
    for (const key of removed) claim(key, freed);
    for (const key of added) claim(key, record);
  }

  /** Writes all changes, inside the running `engine.write`. */
  apply(): void {
    const all = [...this.#own].flatMap(([collection, records]) =>
      [...records].map(([record, body]) => this.#prepared(collection, record, body)),
    );
    for (const { changes, record } of all) applyRemoved(changes, record);
    for (const { changes, record, collection, before, after } of all) {
      applyAdded(this.#engine, changes, record);
      applyBody(collection, record, after);
      this.#engine.note({ collection, record, before, uniqueKeys: uniqueKeys(changes) });
    }
  }

  #prepared(collection: Collection, record: number, body: Buffer | null): Prepared {
    if (collection.isDropped)
      throw new Refusal("WriteConflict", "the collection was dropped while the transaction was open");
    const before = collection.get(record) ?? null;
    const after = body === null ? undefined : { body, doc: readDoc(body) };
    const changes = keyChanges(collection, before === null ? undefined : readDoc(before), after?.doc);
    return { collection, record, before, after, changes };
  }

  /** Lets go of everything: after the commit, or instead of one. */
  release(): void {
    this.isOver = true;
    for (const name of this.#records) this.#engine.recordOwners.delete(name);
    for (const name of this.#keys) this.#engine.keyOwners.delete(name);
    this.#engine.open.delete(this);
    this.#engine.prune();
    this.#end();
  }
}

/** Marks a unique key that this transaction took away from its holder. */
const freed = -1;

interface Prepared {
  readonly collection: Collection;
  readonly record: number;
  readonly before: Buffer | null;
  readonly after: Written | undefined;
  readonly changes: readonly KeyChange[];
}
