import type { ClientSession, Db } from "mongodb";
import { isDuplicate } from "./errors.ts";
import { headsOf, outboxOf, type OutboxHead } from "./outbox.ts";
import { Again } from "./transaction.ts";

/** Someone with a later lease has taken over. */
export class Fenced extends Error {}

interface Unnumbered {
  readonly _id: string;
  readonly aggregate: string;
  readonly createdAt: Date;
}

const rowsMax = 500;

/**
 * Gives rows of topics that a producer numbers their numbers, in one transaction with the head they are taken from: so
 * an event has one number for ever, and no number is left out. A number comes at sending, not at writing: else every
 * transaction of a service would wait for the one before. The epoch stays as long as the head does.
 */
export async function numberProducers(db: Db, session: ClientSession, fence: number): Promise<void> {
  const rows = await outboxOf(db)
    .find({ state: "unnumbered" }, { session, batchSize: rowsMax + 1 })
    .project<Unnumbered>({ aggregate: 1, createdAt: 1 })
    .sort({ createdAt: 1, _id: 1 })
    .limit(rowsMax)
    .toArray();
  if (rows.length === 0) return;
  const groups = Map.groupBy(rows, (row) => row.aggregate);
  const heads = await raise(db, session, groups, fence);
  const updates = [...groups].flatMap(([aggregate, group]) => {
    const head = heads.get(aggregate);
    if (head === undefined) throw new Again("the head is gone");
    return group.map(({ _id }, index) => number(_id, head.seq - group.length + 1 + index, head));
  });
  const { modifiedCount } = await outboxOf(db).bulkWrite(updates, { session, ordered: false });
  if (modifiedCount !== rows.length) throw new Again("someone else numbered these rows");
}

function number(_id: string, seq: number, { epoch = 1, at }: OutboxHead) {
  const headers = { "headers.ce_sequence": String(seq), "headers.ce_epoch": String(epoch) };
  const set = { state: "waiting", seq, createdAt: at, ...headers } as const;
  // By its id alone, the server's cheapest way: whoever else numbered it has raised the same head, and one of both fails.
  return { updateOne: { filter: { _id }, update: { $set: set } } };
}

async function raise(
  db: Db,
  session: ClientSession,
  groups: ReadonlyMap<string, readonly Unnumbered[]>,
  fence: number,
): Promise<ReadonlyMap<string, OutboxHead>> {
  const raises = [...groups].map(([_id, group]) => {
    const update = {
      $inc: { seq: group.length },
      $set: { fence },
      $max: { at: group.at(-1)?.createdAt ?? new Date() },
      $setOnInsert: { epoch: Date.now() },
    };
    return { updateOne: { filter: { _id, fence: { $lte: fence } }, update, upsert: true } };
  });
  // A head with a greater fence is not met, and is there already.
  await headsOf(db)
    .bulkWrite(raises, { session })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Fenced("a later lease has numbered rows", { cause: error }) : error;
    });
  const ids = [...groups.keys()];
  const heads = await headsOf(db)
    .find({ _id: { $in: ids } }, { session, batchSize: ids.length + 1 })
    .toArray();
  return new Map(heads.map((head) => [head._id, head]));
}
