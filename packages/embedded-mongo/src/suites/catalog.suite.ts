import { describe, expect, test } from "vitest";
import { codeOf, freshDb, type Where } from "./suite-tools.ts";

export function catalog(where: Where): void {
  describe("collections", () => {
    test("come with their first document, are listed, and go", async () => {
      const { client, db } = await freshDb(where);
      await db.createCollection("made");
      await db.collection("filled").insertOne({ a: 1 });
      expect(await codeOf(db.createCollection("made"))).toBe(48);
      const listed = await db.listCollections({}, { nameOnly: true }).toArray();
      expect(listed.map(({ name }) => name).toSorted()).toEqual(["filled", "made"]);
      const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
      expect(databases.map(({ name }) => name)).toContain(db.databaseName);
      await db.collection("filled").drop();
      expect(await db.collection("filled").countDocuments()).toBe(0);
      await db.dropDatabase();
      expect(await db.listCollections().toArray()).toEqual([]);
    });

    test("unknown commands and options are refused by name", async () => {
      const { db } = await freshDb(where);
      await expect(db.command({ fly: 1 })).rejects.toMatchObject({
        code: 59,
        message: expect.stringContaining("fly"),
      });
      await expect(db.command({ find: "docs", wings: 2 })).rejects.toMatchObject({
        code: 40415,
        message: expect.stringContaining("wings"),
      });
    });

    test("the server calls itself a replica set", async () => {
      const { client } = await freshDb(where);
      expect(await client.db("admin").command({ hello: 1 })).toMatchObject({
        setName: "rs0",
        isWritablePrimary: true,
      });
      expect(await client.db("admin").command({ ping: 1 })).toMatchObject({ ok: 1 });
    });
  });
}
