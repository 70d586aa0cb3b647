import { randomUUID } from "node:crypto";
import { MongoClient, type Collection, type Db, type Document, type MongoClientOptions } from "mongodb";
import { onTestFinished } from "vitest";

/** Where the server of a suite is: embedded or real. */
export type Where = () => string;

/** A database of its own for one test, dropped after it. */
export async function freshDb(
  where: Where,
  options: MongoClientOptions = {},
): Promise<{ client: MongoClient; db: Db }> {
  const client = new MongoClient(where(), options);
  await client.connect();
  const db = client.db(`suite-${randomUUID()}`);
  onTestFinished(async () => {
    await db.dropDatabase();
    await client.close();
  });
  return { client, db };
}

/** A collection of its own with documents in it. */
export async function collectionOf(where: Where, docs: readonly Document[] = []): Promise<Collection> {
  const { db } = await freshDb(where);
  const collection = db.collection("docs");
  if (docs.length > 0) await collection.insertMany(docs.map((doc) => ({ ...doc })));
  return collection;
}

/** The ids of what a filter finds, sorted. */
export async function idsOf(collection: Collection, filter: Document): Promise<unknown[]> {
  const found = await collection.find(filter, { projection: { _id: 1 }, sort: { _id: 1 } }).toArray();
  return found.map(({ _id }) => _id);
}

/** The code of the error that an operation ends with; undefined when it succeeds. */
export async function codeOf(operation: Promise<unknown>): Promise<unknown> {
  return operation.then(
    () => undefined,
    (error: unknown) => (error as { readonly code?: unknown }).code,
  );
}
