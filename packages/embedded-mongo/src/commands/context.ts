import { Expressions } from "../aggregate/expressions.ts";
import { wholeNumber } from "../bson/number.ts";
import { isDoc, isNum, type Doc, type Value } from "../bson/value.ts";
import { compileFilter } from "../filter/filter.ts";
import { docToPlain } from "../aggregate/plain.ts";
import { type Hit, search, type Search } from "../plan/search.ts";
import { readSort } from "../plan/sort.ts";
import { Refusal } from "../refusal.ts";
import type { Retry } from "../sessions/retries.ts";
import type { Transaction } from "../sessions/transaction.ts";
import type { Collection } from "../storage/collection.ts";
import type { Engine } from "../storage/engine.ts";
import type { Writer } from "../storage/writer.ts";
import type { Message } from "../wire/message.ts";
import type { Cursors } from "./cursors.ts";

/** What a command answers: fields, and elements that are bytes already. */
export interface Reply {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly elements?: readonly Buffer[];
}

/** Everything that one command may use. */
export interface Context {
  readonly message: Message;
  readonly body: Doc;
  readonly db: string;
  readonly engine: Engine;
  readonly cursors: Cursors;
  readonly expressions: Expressions;
  readonly transaction: Transaction | undefined;
  readonly retry: Retry | undefined;
  /** Runs work that writes: at once and durably, or into the transaction. May run it again after waiting for a lock. */
  write<T>(work: (writer: Writer) => T): Promise<T>;
}

export type Handler = (context: Context) => Reply | Promise<Reply>;

/** The first field of a command names its collection. */
export function collectionName({ body }: Context): string {
  const name = body.values().next().value;
  if (typeof name !== "string" || name === "")
    throw new Refusal("InvalidNamespace", "collection name has invalid type or is empty");
  return name;
}

export function findCollection(context: Context): Collection | undefined {
  return context.engine.catalog.find(context.db, collectionName(context));
}

/** The collection to write to, made where it is not there. */
export function collectionToWrite(context: Context): Collection {
  return findCollection(context) ?? makeCollection(context);
}

function makeCollection({ engine, db, body, transaction }: Context): Collection {
  const collection = engine.write(() => engine.catalog.create(db, String(body.values().next().value)));
  transaction?.made.add(collection);
  return collection;
}

export interface Order {
  readonly sort?: Value | undefined;
  readonly hint?: Value | undefined;
}

/** A search of this command, seen as its transaction sees it. */
export function searchIn(
  context: Context,
  collection: Collection,
  filter: Doc,
  { sort, hint }: Order = {},
): Search {
  return {
    collection,
    filter,
    test: compileFilter(filter, context.expressions),
    sort: readSort(sort),
    hint,
    patch: context.transaction?.patch(collection),
    counters: { keysExamined: 0, docsExamined: 0 },
  };
}

/** What a search finds. Where there is no collection it finds nothing, but a wrong filter is refused all the same. */
export function hitsIn(
  context: Context,
  collection: Collection | undefined,
  filter: Doc,
  order: Order = {},
): Iterable<Hit> {
  if (collection !== undefined) return search(searchIn(context, collection, filter, order));
  compileFilter(filter, context.expressions);
  readSort(order.sort);
  return [];
}

export function docField(body: Doc, name: string): Doc | undefined {
  const value = body.get(name);
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value))
    throw new Refusal("TypeMismatch", `BSON field '${name}' is the wrong type, expected type 'object'`);
  return value;
}

export function wholeField(body: Doc, name: string): number | undefined {
  const value = body.get(name);
  if (value === undefined || value === null) return undefined;
  const number = isNum(value) ? wholeNumber(value) : undefined;
  if (number === undefined)
    throw new Refusal("TypeMismatch", `BSON field '${name}' is the wrong type, expected a number`);
  return number;
}

export function arrayField(body: Doc, name: string): readonly Value[] {
  const value = body.get(name);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    throw new Refusal("TypeMismatch", `BSON field '${name}' is the wrong type, expected type 'array'`);
  return value;
}

/** The expressions of one command: its moment and its `let`. */
export function expressionsFor(body: Doc): Expressions {
  const variables = body.get("let");
  return new Expressions(new Date(), isDoc(variables) ? docToPlain(variables) : {});
}
