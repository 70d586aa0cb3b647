import type { ClientSession, Collection, MongoClient, MongoError } from "mongodb";
import { describe, expect, onTestFinished, test } from "vitest";
import { codeOf, freshDb, idsOf, type Where } from "./suite-tools.ts";

interface Stage {
  readonly client: MongoClient;
  readonly docs: Collection;
  begin(): ClientSession;
}

/** Two documents, and sessions that have each begun a transaction. */
async function stage(where: Where): Promise<Stage> {
  const { client, db } = await freshDb(where);
  const docs = db.collection("docs");
  await docs.insertMany([
    { _id: 1 as never, n: 1 },
    { _id: 2 as never, n: 2 },
  ]);
  await docs.createIndex({ key: 1 }, { unique: true, sparse: true });
  const begin = (): ClientSession => {
    const session = client.startSession();
    onTestFinished(() => session.endSession());
    session.startTransaction();
    return session;
  };
  return { client, docs, begin };
}

const one = { _id: 1 as never };
const two = { _id: 2 as never };

export function transactions(where: Where): void {
  describe("transactions", () => {
    test("read what they wrote; nobody else does before the commit", async () => {
      const { docs, begin } = await stage(where);
      const session = begin();
      await docs.insertOne({ _id: 3 as never, n: 3 }, { session });
      await docs.updateOne(one, { $set: { n: 10 } }, { session });
      await docs.deleteOne(two, { session });
      const inside = await docs.find({ n: { $gte: 3 } }, { session, sort: { n: 1 } }).toArray();
      expect(inside.map(({ _id, n }) => [_id, n])).toEqual([
        [3, 3],
        [1, 10],
      ]);
      expect(await docs.countDocuments({}, { session })).toBe(2);
      expect(await docs.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ]);
      await session.commitTransaction();
      expect(await docs.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, n: 10 },
        { _id: 3, n: 3 },
      ]);
    });

    test("leave nothing when aborted", async () => {
      const { docs, begin } = await stage(where);
      const session = begin();
      await docs.insertOne({ _id: 3 as never, key: "k" }, { session });
      await docs.updateMany({}, { $inc: { n: 5 } }, { session });
      await session.abortTransaction();
      expect(await docs.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ]);
      expect(await codeOf(docs.insertOne({ _id: 3 as never, key: "k" }))).toBeUndefined();
    });

    test("see one moment, whatever others commit", async () => {
      const { docs, begin } = await stage(where);
      const session = begin();
      expect(await docs.countDocuments({}, { session })).toBe(2);
      await docs.updateOne(one, { $set: { n: 9 } });
      await docs.insertOne({ _id: 4 as never });
      await docs.deleteOne(two);
      expect(await docs.find({}, { session, sort: { _id: 1 } }).toArray()).toEqual([
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ]);
      expect(await docs.find({ n: 2 }, { session }).toArray()).toHaveLength(1);
      await session.commitTransaction();
      expect(await idsOf(docs, {})).toEqual([1, 4]);
    });

    test("the second to write a document loses at once", async () => {
      const { docs, begin } = await stage(where);
      const [first, second] = [begin(), begin()];
      await docs.updateOne(one, { $inc: { n: 1 } }, { session: first });
      const lost = await docs
        .updateOne(one, { $inc: { n: 1 } }, { session: second })
        .catch((error: unknown) => error);
      expect(lost).toMatchObject({ code: 112 });
      expect((lost as MongoError).hasErrorLabel("TransientTransactionError")).toBe(true);
      await first.commitTransaction();
      expect(await docs.findOne(one)).toMatchObject({ n: 2 });
    });

    test("a document changed after the snapshot cannot be written", async () => {
      const { docs, begin } = await stage(where);
      const session = begin();
      await docs.findOne(two, { session });
      await docs.updateOne(one, { $set: { n: 7 } });
      expect(await codeOf(docs.updateOne(one, { $set: { n: 8 } }, { session }))).toBe(112);
    });

    test("the second to take a unique key loses at once", async () => {
      const { docs, begin } = await stage(where);
      const [first, second] = [begin(), begin()];
      await docs.insertOne({ key: "k" }, { session: first });
      expect(await codeOf(docs.insertOne({ key: "k" }, { session: second }))).toBe(112);
      await first.commitTransaction();
      const third = begin();
      expect(await codeOf(docs.insertOne({ key: "k" }, { session: third }))).toBe(11000);
    });

    test("an error ends the transaction", async () => {
      const { docs, begin } = await stage(where);
      const session = begin();
      await docs.updateOne(two, { $set: { n: 0 } }, { session });
      expect(await codeOf(docs.insertOne({ _id: 1 as never }, { session }))).toBe(11000);
      expect(await codeOf(session.commitTransaction())).toBe(251);
      expect(await docs.findOne(two)).toMatchObject({ n: 2 });
    });

    test("a write outside waits for the transaction, then happens", async () => {
      const { docs, begin } = await stage(where);
      const session = begin();
      await docs.updateOne(one, { $inc: { n: 10 } }, { session });
      let isDone = false;
      const outside = docs.updateOne(one, { $inc: { n: 100 } }).then(() => (isDone = true));
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(isDone).toBe(false);
      await session.commitTransaction();
      await outside;
      expect(await docs.findOne(one)).toMatchObject({ n: 111 });
    });

    test("a commit may be asked for again, an abort afterwards may not", async () => {
      const { client, docs, begin } = await stage(where);
      const session = begin();
      await docs.updateOne(one, { $inc: { n: 1 } }, { session });
      await session.commitTransaction();
      await session.commitTransaction();
      const abort = { abortTransaction: 1, txnNumber: session.serverSession.txnNumber, autocommit: false };
      expect(await codeOf(client.db("admin").command(abort, { session }))).toBe(256);
      expect(await docs.findOne(one)).toMatchObject({ n: 2 });
    });

    test("run again by the driver, concurrent ones lose no increment", async () => {
      const { client, docs } = await stage(where);
      const add = () =>
        client.withSession((session) =>
          session.withTransaction(async () => {
            const now = await docs.findOne(one, { session });
            await docs.updateOne(one, { $set: { n: Number(now?.["n"]) + 1 } }, { session });
          }),
        );
      await Promise.all(Array.from({ length: 8 }, add));
      expect(await docs.findOne(one)).toMatchObject({ n: 9 });
    });
  });
}
