import { randomUUID } from "node:crypto";
import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { MongoClient } from "mongodb";
import { expect, onTestFinished, test } from "vitest";
import { connectionName } from "./left-transactions.ts";
import { openTestStore } from "./suite-tools.ts";

describeReal("what a killed process left open", { mongo: await testMongo() }, ({ mongo }) => {
  /** A transaction of a process of this name that nobody will ever commit; `isGone` asks whether the server has ended it. */
  async function leftBy(database: string, owner: string) {
    const client = await MongoClient.connect(mongo, { appName: connectionName(database, owner) });
    onTestFinished(() => client.close());
    const rows = client.db(database).collection<{ _id: string; by?: string }>("outbox");
    await rows.insertOne({ _id: "row" });
    const session = client.startSession();
    session.startTransaction();
    await rows.updateOne({ _id: "row" }, { $set: { by: "who was killed" } }, { session });
    return { isGone: () => session.commitTransaction().then(() => false, isEnded) };
  }
  const isEnded = (error: unknown): boolean =>
    (error as { codeName?: string }).codeName === "NoSuchTransaction";

  test("is ended by its successor, so that what it wrote can be written at once", async () => {
    const database = `store_${randomUUID().slice(0, 8)}`;
    const left = await leftBy(database, "one");
    const store = await openTestStore(mongo, { database, owner: "one" });
    expect(await left.isGone()).toBe(true);
    expect(await store.db.collection("outbox").countDocuments({ by: { $exists: true } })).toBe(0);
    await store.db.dropDatabase();
  });

  test("stays when it may be a living process's, and keeps nobody from starting", async () => {
    const database = `store_${randomUUID().slice(0, 8)}`;
    await openTestStore(mongo, { database });
    const left = await leftBy(database, "one");
    const store = await openTestStore(mongo, { database, owner: "two" });
    expect(await left.isGone()).toBe(false);
    await store.db.dropDatabase();
  });
});
