import type { Db, MongoClient } from "mongodb";
import { numberProducers } from "./numbering.ts";
import { outboxOf, type OutboxRow } from "./outbox.ts";
import { transact } from "./transaction.ts";

const rowsMax = 250;

/** A look that costs nothing when nothing waits. */
export async function anyWaiting(db: Db): Promise<boolean> {
  const filter = { state: { $in: ["unnumbered", "waiting"] as const } };
  return (await outboxOf(db).findOne(filter, { projection: { _id: 1 } })) !== null;
}

/**
 * Numbers what needs a number, and reads what is to be sent next, oldest first. `createdAt` never falls within an
 * aggregate, and the snapshot shows no row without those before it: so a cut anywhere leaves each aggregate in order.
 */
export function takeBatch(
  client: MongoClient,
  db: Db,
  fence: number,
  setAside: readonly string[],
): Promise<OutboxRow[]> {
  return transact(client, async (session) => {
    await numberProducers(db, session, fence);
    return outboxOf(db)
      .find({ state: "waiting", ...(setAside.length > 0 && { aggregate: { $nin: setAside } }) }, { session })
      .sort({ createdAt: 1, seq: 1 })
      .limit(rowsMax)
      .toArray();
  });
}
