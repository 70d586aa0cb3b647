import { Binary, Long, UUID, type Db, type Document } from "mongodb";
import { describe, expect, test } from "vitest";
import { codeOf, freshDb, type Where } from "./suite-tools.ts";

/** Sends commands as a session would, so that the same one can be sent twice. */
async function sender(
  where: Where,
): Promise<{ db: Db; send(number: number, command: Document): Promise<Document> }> {
  const { client, db } = await freshDb(where, { retryWrites: false });
  const id = new Binary(new UUID().buffer, 4);
  const send = async (number: number, command: Document): Promise<Document> => {
    const session = client.startSession();
    session.serverSession.id.id = id;
    const answer = await db.command({ ...command, txnNumber: Long.fromNumber(number) }, { session });
    return answer;
  };
  return { db, send };
}

export function retryableWrites(where: Where): void {
  describe("retryable writes", () => {
    test("sent twice have one effect and one answer", async () => {
      const { db, send } = await sender(where);
      await db.collection("docs").insertOne({ _id: 1 as never, n: 0 });
      const insert = {
        insert: "docs",
        documents: [
          { _id: 2, n: 5 },
          { _id: 3, n: 5 },
        ],
      };
      expect(await send(1, insert)).toMatchObject({ n: 2 });
      expect(await send(1, insert)).toMatchObject({ n: 2, retriedStmtIds: [0, 1] });
      const update = { update: "docs", updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }] };
      expect(await send(2, update)).toMatchObject({ n: 1, nModified: 1 });
      expect(await send(2, update)).toMatchObject({ n: 1, nModified: 1 });
      const take = { findAndModify: "docs", query: { n: 5 }, sort: { _id: 1 }, remove: true };
      expect(await send(3, take)).toMatchObject({ value: { _id: 2 } });
      expect(await send(3, take)).toMatchObject({ value: { _id: 2 } });
      const remove = { delete: "docs", deletes: [{ q: { _id: 3 }, limit: 1 }] };
      expect(await send(4, remove)).toMatchObject({ n: 1 });
      expect(await send(4, remove)).toMatchObject({ n: 1 });
      expect(await db.collection("docs").find().toArray()).toEqual([{ _id: 1, n: 1 }]);
    });

    test("an upsert answers the id that it made", async () => {
      const { db, send } = await sender(where);
      const upsert = { update: "docs", updates: [{ q: { k: 1 }, u: { $inc: { n: 1 } }, upsert: true }] };
      const first = await send(1, upsert);
      expect(await send(1, upsert)).toMatchObject({ upserted: first["upserted"] });
      expect(
        await db
          .collection("docs")
          .find({}, { projection: { _id: 0 } })
          .toArray(),
      ).toEqual([{ k: 1, n: 1 }]);
    });

    test("an older number than the newest is refused", async () => {
      const { send } = await sender(where);
      await send(5, { insert: "docs", documents: [{ _id: 1 }] });
      expect(await codeOf(send(4, { insert: "docs", documents: [{ _id: 2 }] }))).toBe(225);
    });
  });
}
