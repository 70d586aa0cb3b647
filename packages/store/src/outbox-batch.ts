import { failpoint } from "@careline/faults";
import type { Db, FindOptions, MongoClient } from "mongodb";
import { numberProducers } from "./numbering.ts";
import { outboxOf, type OutboxRow, type OutboxState } from "./outbox.ts";
import { transact, type Manner } from "./transaction.ts";

export const rowsMax = 500;

/** Rows that stay where they are: of aggregates that are set aside, and those that the bus has taken already. */
export interface Passed {
  readonly aggregates: readonly string[];
  readonly ids: readonly string[];
}

const manner: Manner = {
  beforeCommit: () => failpoint("numbering.before-commit"),
  afterCommit: () => failpoint("numbering.after-commit"),
};

/**
 * Reads what is to be sent next, oldest first. `createdAt` never falls within an aggregate, and the snapshot shows no
 * row without those before it: so a cut anywhere leaves each aggregate in order.
 */
export function readBatch(db: Db, states: readonly OutboxState[], passed: Passed): Promise<OutboxRow[]> {
  return read(db, states, passed, { readConcern: "snapshot" });
}

/** Marks what is sent, so that it is not sent again. Not in a transaction: there it costs the server nearly double. */
export async function markSent(db: Db, ids: readonly string[]): Promise<void> {
  const sent = { $set: { state: "sent", sentAt: new Date() } } as const;
  await outboxOf(db).updateMany({ _id: { $in: ids } }, sent);
}

/** Numbers what needs a number, and reads in the same snapshot: so what was numbered before goes out before. */
export function takeBatch(client: MongoClient, db: Db, fence: number, passed: Passed): Promise<OutboxRow[]> {
  return transact(
    client,
    async (session) => {
      await numberProducers(db, session, fence);
      return read(db, ["waiting"], passed, { session });
    },
    manner,
  );
}

function read(
  db: Db,
  states: readonly OutboxState[],
  { aggregates, ids }: Passed,
  options: FindOptions,
): Promise<OutboxRow[]> {
  const filter = {
    state: { $in: states },
    ...(aggregates.length > 0 && { aggregate: { $nin: aggregates } }),
    ...(ids.length > 0 && { _id: { $nin: ids } }),
  };
  return outboxOf(db)
    .find(filter, { ...options, batchSize: rowsMax + 1 })
    .sort({ createdAt: 1, seq: 1 })
    .limit(rowsMax)
    .toArray();
}
