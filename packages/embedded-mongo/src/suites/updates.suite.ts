import { Double, Int32, Long } from "mongodb";
import { describe, expect, test } from "vitest";
import { codeOf, collectionOf, type Where } from "./suite-tools.ts";

type Case = readonly [
  string,
  Record<string, unknown>,
  Record<string, unknown>,
  Record<string, unknown>,
  object?,
];

const cases: readonly Case[] = [
  ["$set makes the way", { a: 1 }, { $set: { "b.c": 2, a: 3 } }, { a: 3, b: { c: 2 } }],
  ["$unset", { a: 1, b: { c: 1, d: 2 } }, { $unset: { "b.c": "", nope: "" } }, { a: 1, b: { d: 2 } }],
  [
    "$inc and $mul",
    { a: 2, b: 3 },
    { $inc: { a: 5, n: 1 }, $mul: { b: 2, m: 4 } },
    { a: 7, b: 6, m: 0, n: 1 },
  ],
  ["$min and $max", { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 4, c: 1 } }, { a: 3, b: 5, c: 1 }],
  ["$rename", { a: 1, b: 2 }, { $rename: { a: "z", x: "y" } }, { b: 2, z: 1 }],
  ["$push", { l: [1] }, { $push: { l: 2, m: { a: 1 } } }, { l: [1, 2], m: [{ a: 1 }] }],
  ["$push $each $slice", { l: [1, 2] }, { $push: { l: { $each: [3, 4], $slice: -3 } } }, { l: [2, 3, 4] }],
  ["$push $sort $position", { l: [3, 1] }, { $push: { l: { $each: [2], $sort: 1 } } }, { l: [1, 2, 3] }],
  [
    "$addToSet",
    { l: [1, { a: 1 }] },
    { $addToSet: { l: { $each: [1, { a: 1 }, 2] } } },
    { l: [1, { a: 1 }, 2] },
  ],
  ["$pull by condition", { l: [1, 5, 9] }, { $pull: { l: { $gte: 5 } } }, { l: [1] }],
  ["$pull by document", { l: [{ s: 1, n: 2 }, { s: 2 }] }, { $pull: { l: { s: 1 } } }, { l: [{ s: 2 }] }],
  [
    "$pullAll and $pop",
    { l: [1, 2, 1], m: [1, 2] },
    { $pullAll: { l: [1] }, $pop: { m: -1 } },
    { l: [2], m: [2] },
  ],
  ["$bit", { f: 5 }, { $bit: { f: { and: 4 } } }, { f: 4 }],
  ["$[]", { l: [{ n: 1 }, { n: 2 }] }, { $inc: { "l.$[].n": 1 } }, { l: [{ n: 2 }, { n: 3 }] }],
  [
    "arrayFilters",
    { l: [{ n: 1 }, { n: 2 }] },
    { $set: { "l.$[big].n": 9 } },
    { l: [{ n: 1 }, { n: 9 }] },
    { arrayFilters: [{ "big.n": { $gt: 1 } }] },
  ],
  ["a position", { l: [1, 2] }, { $set: { "l.1": 5, "l.3": 7 } }, { l: [1, 5, null, 7] }],
];

export function updates(where: Where): void {
  describe("updates", () => {
    const shown = cases.map(([name, before, change, after, options = {}]) => ({
      name,
      before,
      change,
      after,
      options,
    }));
    test.each(shown)("$name", async ({ before, change, after, options }) => {
      const collection = await collectionOf(where, [{ _id: 1, ...before }]);
      await collection.updateOne({ _id: 1 as never }, change, options);
      expect(await collection.findOne()).toEqual({ _id: 1, ...after });
    });

    test("change the item that the filter found", async () => {
      const collection = await collectionOf(where, [{ _id: 1, l: [{ k: "a" }, { k: "b", n: 1 }] }]);
      await collection.updateOne({ "l.k": "b" }, { $inc: { "l.$.n": 1 } });
      expect(await collection.findOne()).toEqual({ _id: 1, l: [{ k: "a" }, { k: "b", n: 2 }] });
    });

    test("number types widen as MongoDB widens them", async () => {
      const collection = await collectionOf(where, [
        { _id: 1, i: new Int32(2147483647), l: Long.fromNumber(1), d: new Double(1) },
      ]);
      await collection.updateOne({}, { $inc: { i: 1, l: 1, d: 1 } });
      const back = await collection.findOne({}, { promoteValues: false });
      expect(back).toEqual({
        _id: new Int32(1),
        i: Long.fromNumber(2147483648),
        l: Long.fromNumber(2),
        d: new Double(2),
      });
    });

    test("nothing to change is matched and not modified", async () => {
      const collection = await collectionOf(where, [{ _id: 1, a: 1 }]);
      const { matchedCount, modifiedCount } = await collection.updateOne({}, { $set: { a: 1 } });
      expect([matchedCount, modifiedCount]).toEqual([1, 0]);
    });

    test("an upsert starts from what the filter fixes", async () => {
      const collection = await collectionOf(where);
      const change = { $set: { s: 1 }, $setOnInsert: { first: true } };
      const made = await collection.updateOne({ _id: 5 as never, "k.x": 2, n: { $gt: 1 } }, change, {
        upsert: true,
      });
      expect([made.upsertedCount, made.upsertedId]).toEqual([1, 5]);
      await collection.updateOne(
        { _id: 5 as never },
        { $set: { s: 2 }, $setOnInsert: { first: false } },
        { upsert: true },
      );
      expect(await collection.find().toArray()).toEqual([{ _id: 5, k: { x: 2 }, first: true, s: 2 }]);
    });

    test("many at once, and pipelines with one moment", async () => {
      const collection = await collectionOf(where, [
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
        { _id: 3, n: 9 },
      ]);
      const stages = [
        { $set: { double: { $multiply: ["$n", 2] }, at: "$$NOW", same: { $eq: ["$$NOW", "$$NOW"] } } },
      ];
      expect((await collection.updateMany({ n: { $lt: 5 } }, stages)).modifiedCount).toBe(2);
      const [first, second, third] = await collection.find().toArray();
      expect([first?.["double"], second?.["double"], third?.["double"]]).toEqual([2, 4, undefined]);
      expect(first?.["at"]).toEqual(second?.["at"]);
      expect(Math.abs(Date.now() - Number(first?.["at"]))).toBeLessThan(5_000);
    });

    test("a replacement keeps the id", async () => {
      const collection = await collectionOf(where, [{ _id: 1, a: 1, b: 2 }]);
      await collection.replaceOne({ a: 1 }, { c: 3 });
      expect(await collection.findOne()).toEqual({ _id: 1, c: 3 });
      expect(await codeOf(collection.updateOne({}, { $set: { _id: 2 } }))).toBe(66);
    });

    test("findOneAndUpdate gives before or after, in the order asked for", async () => {
      const collection = await collectionOf(where, [
        { _id: 1, due: 2 },
        { _id: 2, due: 1 },
      ]);
      const claim = { $set: { claimed: true } };
      const options = { sort: { due: 1 }, projection: { claimed: 1 } } as const;
      expect(await collection.findOneAndUpdate({ claimed: { $ne: true } }, claim, options)).toEqual({
        _id: 2,
      });
      const after = { ...options, returnDocument: "after" } as const;
      expect(await collection.findOneAndUpdate({ claimed: { $ne: true } }, claim, after)).toEqual({
        _id: 1,
        claimed: true,
      });
      expect(await collection.findOneAndUpdate({ claimed: { $ne: true } }, claim, after)).toBeNull();
      expect(await collection.findOneAndDelete({ _id: 1 as never })).toEqual({
        _id: 1,
        due: 2,
        claimed: true,
      });
    });

    test.each([
      ["an unknown operator", { $nope: { a: 1 } }, 9],
      ["two operators at one place", { $set: { a: 1 }, $inc: { "a.b": 1 } }, 40],
      ["a path through a scalar", { $set: { "n.x": 1 } }, 28],
      ["adding to a text", { $inc: { t: 1 } }, 14],
      ["adding a text", { $inc: { n: "x" as never } }, 14],
      ["pushing to a number", { $push: { n: 1 } as never }, 2],
    ])("refuse %s", async (_name, change, code) => {
      const collection = await collectionOf(where, [{ _id: 1, n: 1, t: "x" }]);
      expect(await codeOf(collection.updateOne({}, change as never))).toBe(code);
      expect(await collection.findOne()).toEqual({ _id: 1, n: 1, t: "x" });
    });

    test("a bulk write tells which statements failed; ordered ones stop there", async () => {
      const collection = await collectionOf(where, [{ _id: 1 }]);
      const docs = [{ _id: 2 }, { _id: 1 }, { _id: 3 }];
      const ordered = await collection
        .insertMany(docs as never[], { ordered: true })
        .catch((error: unknown) => error);
      expect(ordered).toMatchObject({ code: 11000, insertedCount: 1, writeErrors: [{ index: 1 }] });
      const rest = [{ _id: 2 }, { _id: 4 }, { _id: 1 }, { _id: 5 }];
      const unordered = await collection
        .insertMany(rest as never[], { ordered: false })
        .catch((error: unknown) => error);
      expect(unordered).toMatchObject({ insertedCount: 2, writeErrors: [{ index: 0 }, { index: 2 }] });
      expect(await collection.countDocuments()).toBe(4);
    });
  });
}
