import type { Long } from "mongodb";
import { describe, expect, test } from "vitest";
import { codeOf, collectionOf, type Where } from "./suite-tools.ts";

const thousand = Array.from({ length: 1000 }, (_none, _id) => ({ _id, n: _id % 10 }));

export function cursors(where: Where): void {
  describe("cursors", () => {
    test("give everything once, in batches", async () => {
      const collection = await collectionOf(where, thousand);
      const seen: unknown[] = [];
      for await (const { _id } of collection.find().sort({ _id: -1 }).batchSize(33)) seen.push(_id);
      expect(seen).toEqual(thousand.map(({ _id }) => _id).toReversed());
    });

    test("skip and limit", async () => {
      const collection = await collectionOf(where, thousand);
      const page = await collection.find({ n: 3 }).sort({ _id: 1 }).skip(2).limit(3).toArray();
      expect(page.map(({ _id }) => _id)).toEqual([23, 33, 43]);
      expect(await collection.countDocuments({ n: 3 }, { skip: 98 })).toBe(2);
      expect(await collection.estimatedDocumentCount()).toBe(1000);
    });

    test("end when they are closed", async () => {
      const collection = await collectionOf(where, thousand);
      const answer = await collection.db.command({ find: "docs", batchSize: 5 });
      const { cursor } = answer as { readonly cursor: { readonly id: Long } };
      await collection.db.command({ killCursors: "docs", cursors: [cursor.id] });
      expect(await codeOf(collection.db.command({ getMore: cursor.id, collection: "docs" }))).toBe(43);
    });

    test("distinct looks into arrays", async () => {
      const collection = await collectionOf(where, [{ t: ["a", "b"] }, { t: "a" }, { t: null }, { u: 1 }]);
      expect(await collection.distinct("t")).toEqual([null, "a", "b"]);
    });

    test("nothing there is empty, not an error", async () => {
      const collection = await collectionOf(where);
      expect(await collection.find().toArray()).toEqual([]);
      expect(await collection.countDocuments()).toBe(0);
      expect((await collection.deleteMany({})).deletedCount).toBe(0);
      expect(await collection.findOne({ a: 1 })).toBeNull();
    });
  });
}
