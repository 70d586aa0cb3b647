import type { Collection, Document } from "mongodb";
import { describe, expect, test } from "vitest";
import { codeOf, collectionOf, idsOf, type Where } from "./suite-tools.ts";

interface Explained {
  readonly executionStats: { readonly totalDocsExamined: number };
  readonly queryPlanner: { readonly winningPlan: unknown };
}

/** How many documents a search looked at, and by which index. */
async function workOf(
  collection: Collection,
  filter: Document,
  sort?: Record<string, 1 | -1>,
  limit = 0,
): Promise<readonly unknown[]> {
  const cursor = collection.find(filter).limit(limit);
  if (sort !== undefined) cursor.sort(sort);
  const explained = await cursor.explain("executionStats");
  const { executionStats, queryPlanner } = explained as unknown as Explained;
  const [, index] = /"indexName":"(\w+)"/.exec(JSON.stringify(queryPlanner.winningPlan)) ?? [];
  return [executionStats.totalDocsExamined, index];
}

export function indexes(where: Where): void {
  describe("unique indexes", () => {
    test("refuse a second document and say which key", async () => {
      const collection = await collectionOf(where);
      await collection.createIndex({ tenantId: 1, email: 1 }, { unique: true });
      await collection.insertOne({ tenantId: "t", email: "a" });
      await collection.insertOne({ tenantId: "u", email: "a" });
      const again = await collection
        .insertOne({ tenantId: "t", email: "a" })
        .catch((error: unknown) => error);
      expect(again).toMatchObject({
        code: 11000,
        keyPattern: { tenantId: 1, email: 1 },
        keyValue: { tenantId: "t", email: "a" },
        message: `E11000 duplicate key error collection: ${collection.namespace} index: tenantId_1_email_1 dup key: { tenantId: "t", email: "a" }`,
      });
      expect(await codeOf(collection.updateOne({ tenantId: "u" }, { $set: { tenantId: "t" } }))).toBe(11000);
      await collection.deleteOne({ tenantId: "t" });
      expect(
        await codeOf(collection.updateOne({ tenantId: "u" }, { $set: { tenantId: "t" } })),
      ).toBeUndefined();
    });

    test("a missing field counts as null", async () => {
      const collection = await collectionOf(where, [{ a: 1 }]);
      await collection.createIndex({ b: 1 }, { unique: true });
      expect(await codeOf(collection.insertOne({ b: null }))).toBe(11000);
    });

    test("a sparse one leaves out what is missing", async () => {
      const collection = await collectionOf(where, [{ _id: 1 }, { _id: 2 }]);
      await collection.createIndex({ b: 1 }, { unique: true, sparse: true });
      await collection.insertMany([{ _id: 3 as never }, { _id: 4 as never, b: 1 }]);
      expect(await codeOf(collection.insertOne({ b: 1 }))).toBe(11000);
      expect(await idsOf(collection, { b: null })).toEqual([1, 2, 3]);
    });

    test("a partial one covers what its filter matches, also as documents change", async () => {
      const collection = await collectionOf(where);
      await collection.createIndex(
        { slot: 1 },
        { unique: true, partialFilterExpression: { state: "booked" } },
      );
      await collection.insertMany([
        { _id: 1 as never, slot: 1, state: "booked" },
        { _id: 2 as never, slot: 1, state: "held" },
      ]);
      expect(await codeOf(collection.updateOne({ _id: 2 as never }, { $set: { state: "booked" } }))).toBe(
        11000,
      );
      await collection.updateOne({ _id: 1 as never }, { $set: { state: "cancelled" } });
      expect(
        await codeOf(collection.updateOne({ _id: 2 as never }, { $set: { state: "booked" } })),
      ).toBeUndefined();
      expect(await idsOf(collection, { slot: 1 })).toEqual([1, 2]);
    });

    test("each item of an array is a key", async () => {
      const collection = await collectionOf(where, [{ _id: 1, phones: ["1", "2", "2"] }]);
      await collection.createIndex({ phones: 1 }, { unique: true });
      expect(await codeOf(collection.insertOne({ phones: ["3", "2"] }))).toBe(11000);
      expect(await idsOf(collection, { phones: "2" })).toEqual([1]);
    });

    test("cannot be made over duplicates, and then are not there", async () => {
      const collection = await collectionOf(where, [{ a: 1 }, { a: 1 }]);
      expect(await codeOf(collection.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
      expect((await collection.indexes()).map(({ name }) => name)).toEqual(["_id_"]);
    });
  });

  describe("indexes", () => {
    const docs = Array.from({ length: 300 }, (_none, _id) => ({
      _id,
      k: _id % 30,
      at: 300 - _id,
      state: _id % 3 ? "due" : "done",
      l: [_id, -_id],
    }));

    test("find by equality, ranges, prefixes and lists without looking at the rest", async () => {
      const collection = await collectionOf(where, docs);
      await collection.createIndex({ state: 1, at: -1 }, { name: "due" });
      await collection.createIndex({ k: 1 });
      expect(await workOf(collection, { k: 7 })).toEqual([10, "k_1"]);
      expect(await workOf(collection, { k: { $in: [1, 2] } })).toEqual([20, "k_1"]);
      expect(await workOf(collection, { k: { $gte: 28 } })).toEqual([20, "k_1"]);
      expect(await workOf(collection, { state: "done", at: { $lte: 30 } })).toEqual([10, "due"]);
      expect((await workOf(collection, { _id: 5 }))[0]).toBe(1);
    });

    test("give the order, also over a list of values", async () => {
      const collection = await collectionOf(where, docs);
      await collection.createIndex({ state: 1, at: 1 }, { name: "due" });
      expect(await workOf(collection, { state: "due" }, { at: -1 }, 1)).toEqual([1, "due"]);
      const [first] = await collection
        .find({ state: { $in: ["due", "done"] } })
        .sort({ at: 1 })
        .limit(1)
        .toArray();
      expect(first?._id).toBe(299);
    });

    test("are listed, known again, conflict by name, and go", async () => {
      const collection = await collectionOf(where, [{ a: 1 }]);
      await collection.createIndex({ a: 1 }, { name: "one", unique: true });
      expect(await collection.createIndex({ a: 1 }, { name: "one", unique: true })).toBe("one");
      expect(await codeOf(collection.createIndex({ b: 1 }, { name: "one" }))).toBe(86);
      expect(await codeOf(collection.createIndex({ a: 1 }, { name: "two", unique: true }))).toBe(85);
      expect(await collection.indexes()).toEqual([
        { v: 2, key: { _id: 1 }, name: "_id_" },
        { v: 2, key: { a: 1 }, name: "one", unique: true },
      ]);
      await collection.dropIndex("one");
      expect(await codeOf(collection.dropIndex("one"))).toBe(27);
    });

    test("refuse two arrays in one key", async () => {
      const collection = await collectionOf(where);
      await collection.createIndex({ a: 1, b: 1 });
      expect(await codeOf(collection.insertOne({ a: [1], b: [2] }))).toBe(171);
    });

    test("remove documents whose time has come", { timeout: 15_000 }, async () => {
      const collection = await collectionOf(where, [
        { _id: 1, at: new Date(Date.now() - 60_000) },
        { _id: 2, at: new Date(Date.now() + 600_000) },
        { _id: 3, at: "never" },
        { _id: 4 },
      ]);
      await collection.createIndex({ at: 1 }, { expireAfterSeconds: 1 });
      await expect.poll(() => idsOf(collection, {}), { timeout: 12_000 }).toEqual([2, 3, 4]);
    });
  });
}
