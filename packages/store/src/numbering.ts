import type { ClientSession, Db } from "mongodb";
import { isDuplicate } from "./errors.ts";
import { headsOf, outboxOf } from "./outbox.ts";
import { Again } from "./transaction.ts";

/** Someone with a later lease has taken over. */
export class Fenced extends Error {}

const rowsMax = 500;

/**
 * Gives rows of topics that a producer numbers their numbers, in one transaction with the head they are taken from: so
 * an event has one number for ever, and no number is left out. A number comes at sending, not at writing: else every
 * transaction of a service would wait for the one before. The epoch stays as long as the head does.
 */
export async function numberProducers(db: Db, session: ClientSession, fence: number): Promise<void> {
  const rows = await outboxOf(db)
    .find({ state: "unnumbered" }, { session })
    .project<{ _id: string; aggregate: string; createdAt: Date }>({ aggregate: 1, createdAt: 1 })
    .sort({ createdAt: 1, _id: 1 })
    .limit(rowsMax)
    .toArray();
  for (const [aggregate, group] of Map.groupBy(rows, (row) => row.aggregate)) {
    const { seq, epoch, at } = await raise(db, session, aggregate, group, fence);
    const updates = group.map(({ _id }, index) => {
      const number = seq - group.length + 1 + index;
      const headers = { "headers.ce_sequence": String(number), "headers.ce_epoch": String(epoch) };
      const set = { state: "waiting", seq: number, createdAt: at, ...headers } as const;
      return { updateOne: { filter: { _id, state: "unnumbered" } as const, update: { $set: set } } };
    });
    const { modifiedCount } = await outboxOf(db).bulkWrite(updates, { session });
    if (modifiedCount !== group.length) throw new Again("someone else numbered these rows");
  }
}

async function raise(
  db: Db,
  session: ClientSession,
  aggregate: string,
  group: readonly { createdAt: Date }[],
  fence: number,
) {
  const latest = group.at(-1)?.createdAt ?? new Date();
  const head = await headsOf(db)
    .findOneAndUpdate(
      { _id: aggregate, fence: { $lte: fence } },
      {
        $inc: { seq: group.length },
        $set: { fence },
        $max: { at: latest },
        $setOnInsert: { epoch: Date.now() },
      },
      { upsert: true, returnDocument: "after", session },
    )
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Fenced("a later lease has numbered rows", { cause: error }) : error;
    });
  if (head === null) throw new Again("the head is gone");
  return { seq: head.seq, epoch: head.epoch ?? 1, at: head.at };
}
