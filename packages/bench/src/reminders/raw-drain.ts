import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import type { RealStack } from "../stack/real-stack.ts";

const atOnce = 1_000;

/** The least that claiming due rows by batch can cost: a find, an update, an insert; no rule, no order, no transaction. */
export async function rawDrain(stack: RealStack, due: number): Promise<number> {
  const client = await MongoClient.connect(stack.mongoUri, {
    writeConcern: { w: "majority", journal: true },
  });
  const db = client.db(`bench_${randomUUID().slice(0, 8)}`);
  const jobs = db.collection<{ _id: string; state: string; dueAt: Date }>("jobs");
  const queue = db.collection<{ _id: string; payload: Buffer }>("queue");
  await jobs.createIndex({ state: 1, dueAt: 1 });
  const dueAt = new Date();
  for (let from = 0; from < due; from += atOnce)
    await jobs.insertMany(
      Array.from({ length: atOnce }, () => ({ _id: randomUUID(), state: "waiting", dueAt })),
    );
  const payload = Buffer.alloc(400);
  const startedAt = performance.now();
  for (let done = 0; done < due;) {
    const rows = await jobs
      .find({ state: "waiting", dueAt: { $lte: new Date() } })
      .limit(atOnce)
      .toArray();
    const ids = rows.map(({ _id }) => _id);
    await jobs.updateMany({ _id: { $in: ids } }, { $set: { state: "said" } });
    await queue.insertMany(ids.map((_id) => ({ _id, payload })));
    done += rows.length;
  }
  const perSecond = (due * 1_000) / (performance.now() - startedAt);
  await db.dropDatabase();
  await client.close();
  return perSecond;
}
