import type { AnyBulkWriteOperation, ClientSession, Db } from "mongodb";

/** A write that had to meet its document did not: someone else was quicker. Nothing of its work is saved. */
export class Missed extends Error {}

export interface Write {
  readonly collection: string;
  readonly operation: AnyBulkWriteOperation;
  readonly expect: "one" | undefined;
}

export interface Bulk {
  readonly collection: string;
  readonly operations: readonly AnyBulkWriteOperation[];
  /** Each of them must meet a document. */
  readonly isCounted: boolean;
}

/** Does what all works wrote, and throws Missed when one of them met nothing: the count does not tell which. */
export async function writeAll(
  db: Db,
  session: ClientSession,
  works: readonly (readonly Write[])[],
): Promise<void> {
  for (const { collection, operations, isCounted } of bulksOf(works)) {
    const done = await db.collection(collection).bulkWrite([...operations], { session, ordered: false });
    const met = done.matchedCount + done.insertedCount + done.upsertedCount + done.deletedCount;
    if (isCounted && met !== operations.length)
      throw new Missed(`nothing in ${collection} stood as it was read`);
  }
}

/**
 * Bulks that keep each work's own order in a collection. Within a bulk the driver sends inserts, then updates, then
 * deletes, each in the order given; a work that wants another order goes on in the next bulk.
 */
export function bulksOf(works: readonly (readonly Write[])[]): Bulk[] {
  const bulks = new Map<string, { place: number; bulk: Bulk & { operations: AnyBulkWriteOperation[] } }>();
  for (const writes of works) {
    const last = new Map<string, { stage: number; rank: number }>();
    for (const write of writes) {
      const { collection, operation } = write;
      const isCounted = meetsOne(write);
      const rank = (isCounted ? 0 : 3) + turnOf(operation);
      const before = last.get(collection) ?? { stage: 0, rank: 0 };
      const stage = before.stage + (rank < before.rank ? 1 : 0);
      last.set(collection, { stage, rank });
      const place = 2 * stage + (isCounted ? 0 : 1);
      const name = `${place} ${collection}`;
      const known = bulks.get(name);
      if (known === undefined)
        bulks.set(name, { place, bulk: { collection, operations: [operation], isCounted } });
      else known.bulk.operations.push(operation);
    }
  }
  return [...bulks.values()].toSorted((a, b) => a.place - b.place).map(({ bulk }) => bulk);
}

function meetsOne({ operation, expect }: Write): boolean {
  if (expect === "one" || "insertOne" in operation) return true;
  if ("updateOne" in operation) return operation.updateOne.upsert === true;
  return "replaceOne" in operation && operation.replaceOne.upsert === true;
}

function turnOf(operation: AnyBulkWriteOperation): 0 | 1 | 2 {
  if ("insertOne" in operation) return 0;
  return "deleteOne" in operation || "deleteMany" in operation ? 2 : 1;
}
