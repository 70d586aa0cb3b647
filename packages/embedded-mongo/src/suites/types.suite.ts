import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from "mongodb";
import { BSON } from "mongodb";
import { describe, expect, test } from "vitest";
import { freshDb, type Where } from "./suite-tools.ts";

const exact = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

export function types(where: Where): void {
  describe("types", () => {
    test("come back as they went in, in their order", async () => {
      const { db } = await freshDb(where, exact);
      const doc = {
        _id: new ObjectId(),
        int: new Int32(5),
        double: new Double(5),
        long: Long.fromNumber(5),
        big: Long.fromString("9223372036854775807"),
        decimal: Decimal128.fromString("1.50"),
        none: null,
        yes: true,
        text: "ñ\u0000é😀",
        bytes: new Binary(Buffer.from([0, 255, 128])),
        uuid: new UUID(),
        old: new Binary(Buffer.from([1]), 0x80),
        at: new Date(-1),
        pattern: new BSONRegExp("^a", "i"),
        code: new Code("f()"),
        stamp: new Timestamp({ t: 5, i: 7 }),
        min: new MinKey(),
        max: new MaxKey(),
        deep: { z: [1.5, [new Int32(1), { y: null }], []], a: {} },
      };
      await db.collection("types").insertOne(doc);
      const back = await db.collection("types").findOne({ _id: doc._id });
      expect(BSON.serialize(back ?? {})).toEqual(BSON.serialize(doc));
    });

    test("stay as they are where an update does not touch them", async () => {
      const { db } = await freshDb(where, exact);
      const doc = {
        _id: 1 as never,
        d: new Double(1),
        l: Long.fromNumber(2),
        b: new Binary(Buffer.from([255])),
      };
      await db.collection("types").insertOne(doc);
      await db.collection("types").updateOne({}, { $set: { x: new Int32(1) } });
      await db.collection("types").updateOne({}, [{ $set: { y: { $add: ["$x", 1] } } }]);
      const back = await db.collection("types").findOne({});
      const expected = { ...doc, _id: new Int32(1), x: new Int32(1), y: new Int32(2) };
      expect(BSON.serialize(back ?? {})).toEqual(BSON.serialize(expected));
    });

    test("keep numeric field names where they are", async () => {
      const { db } = await freshDb(where);
      await db.command({
        insert: "raw",
        documents: [
          new Map<string, unknown>([
            ["_id", 2],
            ["b", 1],
            ["10", 2],
            ["9", 3],
          ]),
        ],
      });
      await db.collection("raw").updateOne({ _id: 2 as never }, { $inc: { b: 1 } });
      const [back] = await db
        .collection("raw")
        .find({ _id: 2 as never }, { raw: true })
        .toArray();
      const names = [...BSON.onDemand.parseToElements(back as unknown as Uint8Array)].map(([, at, length]) =>
        Buffer.from((back as unknown as Uint8Array).subarray(at, at + length)).toString(),
      );
      expect(names).toEqual(["_id", "b", "10", "9"]);
    });

    test("put the id first, and make one where there is none", async () => {
      const { db } = await freshDb(where);
      await db.command({ insert: "ids", documents: [{ a: 1, _id: 7 }, { b: 1 }] });
      const [first, second] = await db.collection("ids").find().toArray();
      expect(Object.keys(first ?? {})).toEqual(["_id", "a"]);
      expect(second?._id).toBeInstanceOf(ObjectId);
    });
  });
}
