import { describe, expect, test } from "vitest";
import { codeOf, collectionOf, type Where } from "./suite-tools.ts";

const visits = [
  { _id: 1, who: "ana", kind: "check", min: 20, tags: ["x", "y"], at: new Date("2027-01-05T10:00:00Z") },
  { _id: 2, who: "ben", kind: "check", min: 30, tags: [], at: new Date("2027-01-06T10:00:00Z") },
  { _id: 3, who: "ana", kind: "lab", min: 10, tags: ["y"], at: new Date("2027-01-07T10:00:00Z") },
];

type Case = readonly [string, readonly object[], readonly unknown[]];

const cases: readonly Case[] = [
  [
    "$group",
    [
      { $group: { _id: "$who", n: { $sum: 1 }, min: { $sum: "$min" }, last: { $max: "$at" } } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: "ana", n: 2, min: 30, last: visits[2]?.at },
      { _id: "ben", n: 1, min: 30, last: visits[1]?.at },
    ],
  ],
  [
    "$match, $sort, $skip, $limit, $project",
    [
      { $match: { min: { $gte: 20 } } },
      { $sort: { min: -1 } },
      { $skip: 1 },
      { $limit: 1 },
      { $project: { _id: 0, h: { $divide: ["$min", 60] } } },
    ],
    [{ h: 1 / 3 }],
  ],
  [
    "$unwind",
    [{ $unwind: "$tags" }, { $group: { _id: "$tags", n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: "x", n: 1 },
      { _id: "y", n: 2 },
    ],
  ],
  ["$count", [{ $match: { who: "ana" } }, { $count: "visits" }], [{ visits: 2 }]],
  [
    "$facet",
    [{ $facet: { all: [{ $count: "n" }], long: [{ $match: { min: 30 } }, { $project: { who: 1 } }] } }],
    [{ all: [{ n: 3 }], long: [{ _id: 2, who: "ben" }] }],
  ],
  [
    "$set and $unset",
    [
      { $match: { _id: 1 } },
      { $set: { day: { $dateToString: { date: "$at", format: "%Y-%m-%d" } } } },
      { $unset: ["tags", "at"] },
    ],
    [{ _id: 1, who: "ana", kind: "check", min: 20, day: "2027-01-05" }],
  ],
  [
    "$bucket takes the lower bound in",
    [{ $bucket: { groupBy: "$min", boundaries: [0, 20, 40], output: { n: { $sum: 1 } } } }],
    [
      { _id: 0, n: 1 },
      { _id: 20, n: 2 },
    ],
  ],
  [
    "$setWindowFields",
    [
      {
        $setWindowFields: {
          partitionBy: "$who",
          sortBy: { at: 1 },
          output: { sum: { $sum: "$min", window: { documents: ["unbounded", "current"] } } },
        },
      },
      { $project: { sum: 1 } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 1, sum: 20 },
      { _id: 2, sum: 30 },
      { _id: 3, sum: 30 },
    ],
  ],
  ["comparison of a missing field", [{ $match: { $expr: { $eq: ["$nope", null] } } }], []],
];

export function aggregation(where: Where): void {
  describe("aggregation", () => {
    test.each(cases)("%s", async (_name, pipeline, expected) => {
      const collection = await collectionOf(where, visits);
      expect(await collection.aggregate([...pipeline]).toArray()).toEqual(expected);
    });

    test("$lookup joins in the same database, by field and by pipeline", async () => {
      const collection = await collectionOf(where, visits);
      await collection.db.collection("people").insertMany([
        { name: "ana", zone: "a" },
        { name: "eva", zone: "b" },
      ]);
      const byField = { from: "people", localField: "who", foreignField: "name", as: "p" };
      const byPipeline = {
        from: "people",
        let: { who: "$who" },
        pipeline: [{ $match: { $expr: { $eq: ["$name", "$$who"] } } }, { $project: { _id: 0, zone: 1 } }],
        as: "q",
      };
      const shown = { $project: { zones: "$p.zone", q: 1 } };
      const joined = await collection
        .aggregate([{ $lookup: byField }, { $lookup: byPipeline }, shown, { $sort: { _id: 1 } }])
        .toArray();
      expect(joined).toEqual([
        { _id: 1, q: [{ zone: "a" }], zones: ["a"] },
        { _id: 2, q: [], zones: [] },
        { _id: 3, q: [{ zone: "a" }], zones: ["a"] },
      ]);
    });

    test.each([
      ["a stage", [{ $nope: {} }], 40324],
      ["two operators in one stage", [{ $match: {}, $limit: 1 }], 40323],
      ["an operator in a filter", [{ $match: { a: { $nope: 1 } } }], 2],
    ])("refuse %s", async (_name, pipeline, code) => {
      const collection = await collectionOf(where, visits);
      expect(await codeOf(collection.aggregate(pipeline).toArray())).toBe(code);
    });
  });
}
