import type { AnyBulkWriteOperation, Db, Document } from "mongodb";
import type { SharedUnit, SharedWork, Store, Unit } from "./port.ts";

/** A write that had to meet its document did not: someone else was quicker. Nothing of its work is saved. */
export class Missed extends Error {}

type Alone = Pick<Store, "unit" | "once">;

/** Works that share a transaction where they can. */
export function together(db: Db, { unit, once }: Alone): Pick<Store, "together" | "find"> {
  async function alone<T>(work: SharedWork<T>, { session, emit }: Unit): Promise<T> {
    const writes: { collection: string; operation: AnyBulkWriteOperation; expect: "one" | undefined }[] = [];
    const shared: SharedUnit = {
      find: <D extends Document>(collection: string, field: string, values: readonly string[]) =>
        db
          .collection<D>(collection)
          .find({ [field]: { $in: values } } as never, { session })
          .toArray(),
      write: (collection, operation, expect) =>
        void writes.push({ collection, operation: operation as AnyBulkWriteOperation, expect }),
      emit,
    };
    const result = await work.run(shared);
    for (const { collection, operation, expect } of writes) {
      const done = await db.collection(collection).bulkWrite([operation], { session });
      const met = done.matchedCount + done.insertedCount + done.upsertedCount + done.deletedCount;
      if (expect === "one" && met !== 1) throw new Missed(`nothing in ${collection} stood as it was read`);
    }
    return result;
  }
  return {
    together: <T>(work: SharedWork<T>) =>
      work.mark === undefined ? unit((own) => alone(work, own)) : once(work.mark, (own) => alone(work, own)),
    find: <D extends Document>(collection: string, field: string, value: string) =>
      db
        .collection<D>(collection)
        .find({ [field]: value } as never)
        .toArray(),
  };
}
