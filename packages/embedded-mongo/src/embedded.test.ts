import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "@careline/faults";
import { Long, MongoClient, UUID, type Db } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedMongo } from "./index.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "embedded-mongo-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function using<T>(
  path: string,
  work: (db: Db, client: MongoClient, uri: string) => Promise<T>,
): Promise<T> {
  const mongo = await startEmbeddedMongo({ path });
  const client = new MongoClient(mongo.uri);
  try {
    return await work(client.db("house"), client, mongo.uri);
  } finally {
    await client.close();
    await mongo.stop();
  }
}

test("production is refused", async () => {
  await expect(startEmbeddedMongo({ path: ":memory:", production: true })).rejects.toThrow(Fault);
});

test("a second start finds documents, indexes and what was answered to retried writes", async () => {
  const path = await folder();
  const lsid = { id: new UUID().toBinary() };
  const insert = {
    insert: "docs",
    documents: [{ _id: 1, email: "a", tags: ["x", "y"] }],
    lsid,
    txnNumber: Long.ONE,
  };
  const wire = async (db: Db): Promise<object> => {
    const session = db.client.startSession();
    Object.assign(session.serverSession.id, lsid);
    return db.command(
      { insert: insert.insert, documents: insert.documents, txnNumber: insert.txnNumber },
      { session },
    );
  };
  await using(path, async (db) => {
    await db.collection("docs").createIndex({ email: 1 }, { unique: true });
    await db.collection("docs").createIndex({ tags: 1 });
    expect(await wire(db)).toMatchObject({ n: 1 });
  });
  await using(path, async (db) => {
    expect(await wire(db)).toMatchObject({ n: 1, retriedStmtIds: [0] });
    await expect(db.collection("docs").insertOne({ email: "a" })).rejects.toMatchObject({ code: 11000 });
    // Two bounds on an array may be met by two items, also when the array came before the restart.
    expect(await db.collection("docs").countDocuments({ tags: { $gt: "x", $lt: "y" } })).toBe(1);
  });
});

test("a folder serves one server at a time", async () => {
  const path = await folder();
  const first = await startEmbeddedMongo({ path });
  await expect(startEmbeddedMongo({ path })).rejects.toThrow(Fault);
  await first.stop();
  await (await startEmbeddedMongo({ path })).stop();
});

test("a collection that only an aborted transaction wrote to is not there", async () => {
  await using(":memory:", async (db, client) => {
    const session = client.startSession();
    session.startTransaction();
    await db.collection("docs").insertOne({ a: 1 }, { session });
    await session.abortTransaction();
    expect(await db.listCollections().toArray()).toEqual([]);
    await session.endSession();
  });
});

test("a transaction of a session that ends lets go of what it held", async () => {
  await using(":memory:", async (db, _client, uri) => {
    await db.collection<{ _id: number; n: number }>("docs").insertOne({ _id: 1, n: 1 });
    const other = new MongoClient(uri);
    const session = other.startSession();
    session.startTransaction();
    await other
      .db("house")
      .collection("docs")
      .updateOne({}, { $set: { n: 2 } }, { session });
    const waiting = db.collection("docs").updateOne({}, { $inc: { n: 10 } });
    await other.close();
    await waiting;
    expect(await db.collection("docs").findOne()).toEqual({ _id: 1, n: 11 });
  });
});

test.each([
  ["collation", 72, { find: "docs", collation: { locale: "es" } }],
  ["$where", 2, { find: "docs", filter: { $where: "true" } }],
  ["$text", 2, { find: "docs", filter: { $text: { $search: "x" } } }],
  ["$near", 2, { find: "docs", filter: { at: { $near: [0, 0] } } }],
  ["$jsonSchema", 2, { find: "docs", filter: { $jsonSchema: {} } }],
  ["tailable", 40415, { find: "docs", tailable: true }],
  ["text", 67, { createIndexes: "docs", indexes: [{ key: { a: "text" }, name: "t" }] }],
  ["2dsphere", 67, { createIndexes: "docs", indexes: [{ key: { a: "2dsphere" }, name: "t" }] }],
  [
    "wildcardProjection",
    67,
    { createIndexes: "docs", indexes: [{ key: { a: 1 }, name: "t", wildcardProjection: {} }] },
  ],
  ["$changeStream", 40324, { aggregate: "docs", pipeline: [{ $changeStream: {} }], cursor: {} }],
  ["$out", 40324, { aggregate: "docs", pipeline: [{ $out: "x" }], cursor: {} }],
  ["$function", 168, { aggregate: "docs", pipeline: [{ $set: { a: { $function: {} } } }], cursor: {} }],
  ["$nope", 168, { aggregate: "docs", pipeline: [{ $project: { a: { $nope: 1 } } }], cursor: {} }],
  ["capped", 40415, { create: "docs", capped: true }],
  ["mapReduce", 59, { mapReduce: "docs" }],
  ["collMod", 59, { collMod: "docs" }],
  ["bulkWrite", 59, { bulkWrite: 1 }],
])("%s is refused by name", async (name, code, command) => {
  await using(":memory:", async (db) => {
    const refused = await db.command(command).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code, message: expect.stringContaining(name.replace("$", "")) });
  });
});
