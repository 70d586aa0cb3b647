import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { describeReal } from "../vitest.ts";
import { isAlive } from "./home.ts";
import { testMongo } from "./mongo-shared.ts";
import { startMongo } from "./mongo.ts";

describeReal("a real mongod", { mongo: await testMongo() }, ({ mongo }) => {
  test("the shared one takes transactions", async () => {
    await using client = await MongoClient.connect(mongo);
    const numbers = client.db("testing_transactions").collection<{ _id: number }>("numbers");
    await numbers.deleteMany({});
    await client.withSession((session) =>
      session.withTransaction(() => numbers.insertOne({ _id: 1 }, { session })),
    );
    expect(await numbers.countDocuments()).toBe(1);
  });

  test("keeps its data over a kill and a change of port", async () => {
    const dir = await mkdtemp(join(tmpdir(), "careline-mongo-"));
    const first = await startMongo({ dir });
    const write = await MongoClient.connect(first.uri);
    await write
      .db("kept")
      .collection("facts")
      .insertOne({ fact: true }, { writeConcern: { w: "majority", journal: true } });
    await write.close(true);
    process.kill(first.pid, "SIGKILL");
    while (isAlive(first.pid)) await pause(10);
    const second = await startMongo({ dir });
    try {
      await using read = await MongoClient.connect(second.uri);
      expect(await read.db("kept").collection("facts").countDocuments()).toBe(1);
    } finally {
      await second.stop();
      await rm(dir, { recursive: true });
    }
  });

  test("a taken port is one clear line", async () => {
    const port = Number(new URL(mongo).port);
    await expect(startMongo({ dir: "/nowhere", port })).rejects.toThrow(`port ${port} is taken`);
  });
});
