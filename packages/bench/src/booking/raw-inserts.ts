import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import type { RealStack } from "../stack/real-stack.ts";

/** The least that deciding who gets a time can cost: everybody inserts the same unique id, majority and journal. */
export async function rawInserts(
  stack: RealStack,
  attempts: number,
  perSlot: number,
  atOnce: number,
): Promise<number> {
  const client = await MongoClient.connect(stack.mongoUri, {
    writeConcern: { w: "majority", journal: true },
  });
  const db = client.db(`bench_${randomUUID().slice(0, 8)}`);
  const claims = db.collection<{ _id: string; contactId: string }>("claims");
  await db.createCollection("claims");
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < attempts; index = next++)
      await claims
        .insertOne({ _id: `slot-${Math.floor(index / perSlot)}`, contactId: randomUUID() })
        .catch(unlessTaken);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const perSecond = (attempts * 1_000) / (performance.now() - startedAt);
  await db.dropDatabase();
  await client.close();
  return perSecond;
}

function unlessTaken(error: unknown): void {
  if ((error as { code?: unknown }).code !== 11_000) throw error;
}
