import { Binary, Double, Int32, Long, ObjectId } from "mongodb";
import { describe, expect, test } from "vitest";
import { codeOf, collectionOf, idsOf, type Where } from "./suite-tools.ts";

const at = new Date("2027-03-01T09:00:00Z");
const docs = [
  {
    _id: 1,
    name: "ana",
    age: 31,
    tags: ["a", "b"],
    visit: { state: "booked", at },
    items: [{ sku: 1, n: 5 }],
  },
  {
    _id: 2,
    name: "ben",
    age: 40.5,
    tags: [],
    visit: { state: "held", at: new Date(at.getTime() + 1) },
    items: [],
  },
  {
    _id: 3,
    name: null,
    tags: ["b", "c"],
    visit: { state: "booked" },
    items: [
      { sku: 2, n: 1 },
      { sku: 1, n: 0 },
    ],
  },
  { _id: 4, age: Long.fromNumber(31), tags: "b", visit: null },
  { _id: 5, name: "Ána", age: null, visit: [{ state: "held" }, { state: "past", at }], more: { b: 1, a: 2 } },
];

const cases: readonly (readonly [string, Record<string, unknown>, readonly number[]])[] = [
  ["equality", { name: "ana" }, [1]],
  ["numbers of all types on one line", { age: 31 }, [1, 4]],
  ["null finds null and missing", { name: null }, [3, 4]],
  ["null inside finds missing but not through scalars in arrays", { "visit.at": null }, [3, 4, 5]],
  ["an item of an array", { tags: "b" }, [1, 3, 4]],
  ["a whole array", { tags: ["b", "c"] }, [3]],
  ["the order of fields matters", { more: { a: 2, b: 1 } }, []],
  ["a path through an array of documents", { "visit.state": "held" }, [2, 5]],
  ["a position", { "items.0.sku": 1 }, [1]],
  ["$in with null", { name: { $in: ["ben", null] } }, [2, 3, 4]],
  ["$nin", { name: { $nin: ["ben", null] } }, [1, 5]],
  ["$ne", { tags: { $ne: "b" } }, [2, 5]],
  ["comparison keeps to its type", { age: { $gte: 0 } }, [1, 2, 4]],
  ["comparison of dates", { "visit.at": { $lte: at } }, [1, 5]],
  ["two bounds met by two items", { "items.n": { $gt: 0, $lt: 1 } }, [3]],
  ["$elemMatch by one item", { items: { $elemMatch: { sku: 1, n: { $gt: 0 } } } }, [1]],
  ["$elemMatch of values", { tags: { $elemMatch: { $gt: "a", $lt: "c" } } }, [1, 3]],
  ["$all", { tags: { $all: ["b", "a"] } }, [1]],
  ["$size", { tags: { $size: 0 } }, [2]],
  ["$exists", { age: { $exists: false } }, [3]],
  ["$type", { age: { $type: "long" } }, [4]],
  ["$type number", { age: { $type: "number" } }, [1, 2, 4]],
  ["$regex with options", { name: { $regex: "^AN", $options: "i" } }, [1]],
  ["a pattern", { name: /n$/ }, [2]],
  ["$not", { name: { $not: /^a/ } }, [2, 3, 4, 5]],
  ["$mod", { age: { $mod: [10, 1] } }, [1, 4]],
  ["$or and $and", { $or: [{ _id: 2 }, { $and: [{ tags: "a" }, { age: { $lt: 40 } }] }] }, [1, 2]],
  ["$nor", { $nor: [{ tags: "b" }, { name: "ben" }] }, [5]],
  ["$expr", { $expr: { $gt: ["$age", 35] } }, [2]],
];

export function filters(where: Where): void {
  describe("filters", () => {
    test("find what MongoDB finds", async () => {
      const collection = await collectionOf(where, docs);
      for (const [name, filter, ids] of cases)
        expect([name, await idsOf(collection, filter)]).toEqual([name, ids]);
    });

    test("tell bytes, ids and number types apart as BSON does", async () => {
      const id = new ObjectId();
      const collection = await collectionOf(where, [
        { _id: 1, v: new Binary(Buffer.from([200, 255])) },
        { _id: 2, v: new Binary(Buffer.from([201, 255])) },
        { _id: 3, v: id },
        { _id: 4, v: Long.fromString("9007199254740993") },
        { _id: 5, v: new Double(9007199254740992) },
      ]);
      expect(await idsOf(collection, { v: new Binary(Buffer.from([201, 255])) })).toEqual([2]);
      expect(await idsOf(collection, { v: id })).toEqual([3]);
      expect(await idsOf(collection, { v: { $gt: new Double(9007199254740992) } })).toEqual([4]);
    });

    test("sort by BSON's order of types, then by value", async () => {
      const values = [true, "b", new Int32(2), null, new Date(0), "a", new Double(1.5), [9], { a: 1 }];
      const collection = await collectionOf(
        where,
        values.map((v, _id) => ({ _id, v })),
      );
      const sorted = await collection.find({}, { sort: { v: 1 } }).toArray();
      expect(sorted.map(({ _id }) => _id)).toEqual([3, 6, 2, 7, 5, 1, 8, 0, 4]);
    });

    test.each([
      ["an operator", { name: { $nope: 1 } }],
      ["a top level operator", { $nope: [] }],
      ["an empty $or", { $or: [] }],
      ["an invalid pattern", { name: { $regex: "(" } }],
    ])("refuse %s", async (_what, filter) => {
      const collection = await collectionOf(where, docs);
      expect(await codeOf(collection.find(filter).toArray())).toBeDefined();
    });
  });

  describe("projections", () => {
    test.each([
      [{ name: 1 }, { _id: 1, name: "ana" }],
      [{ _id: 0, "visit.state": 1 }, { visit: { state: "booked" } }],
      [
        { items: 0, visit: 0, tags: 0 },
        { _id: 1, name: "ana", age: 31 },
      ],
      [
        { _id: 1, tags: { $slice: -1 }, name: 1 },
        { _id: 1, name: "ana", tags: ["b"] },
      ],
      [{ items: { $elemMatch: { sku: 1 } } }, { _id: 1, items: [{ sku: 1, n: 5 }] }],
      [
        { age: 1, next: { $add: ["$age", 1] } },
        { _id: 1, age: 31, next: 32 },
      ],
    ])("%j", async (projection, expected) => {
      const collection = await collectionOf(where, docs);
      expect(await collection.findOne({ _id: 1 as never }, { projection })).toEqual(expected);
    });
  });
}
