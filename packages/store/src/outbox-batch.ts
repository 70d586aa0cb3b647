import { failpoint } from "@careline/faults";
import type { Db, Filter, FindOptions, MongoClient } from "mongodb";
import { numberRows } from "./numbering.ts";
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
 * Reads what has its number and is to be sent next, oldest first. `createdAt` never falls within an aggregate, and the
 * snapshot shows no row without those before it: so a cut anywhere leaves each aggregate in order.
 */
export function readWaiting(db: Db, passed: Passed): Promise<OutboxRow[]> {
  return read(db, ["waiting"], passed, { readConcern: "snapshot" });
}

export async function isAnyUnsent(db: Db, passed: Passed): Promise<boolean> {
  const found = await outboxOf(db).findOne(unsent(bothStates, passed), { projection: { _id: 1 } });
  return found !== null;
}

/** Marks what is sent, so that it is not sent again. Not in a transaction: there it costs the server nearly double. */
export async function markSent(db: Db, ids: readonly string[]): Promise<void> {
  const sent = { $set: { state: "sent", sentAt: new Date() } } as const;
  await outboxOf(db).updateMany({ _id: { $in: ids } }, sent);
}

/** Reads what is to be sent next, as `readWaiting` does, and numbers what needs a number. */
export function takeBatch(client: MongoClient, db: Db, fence: number, passed: Passed): Promise<OutboxRow[]> {
  return transact(
    client,
    async (session) => {
      const rows = await read(db, bothStates, passed, { session });
      const isNumbered = ({ state }: OutboxRow) => state === "waiting";
      const numbered = await numberRows(
        db,
        session,
        rows.filter((row) => !isNumbered(row)),
        fence,
      );
      return [...rows.filter(isNumbered), ...numbered];
    },
    manner,
  );
}

const bothStates = ["unnumbered", "waiting"] as const;

function read(
  db: Db,
  states: readonly OutboxState[],
  passed: Passed,
  options: FindOptions,
): Promise<OutboxRow[]> {
  return outboxOf(db)
    .find(unsent(states, passed), { ...options, batchSize: rowsMax + 1 })
    .sort({ createdAt: 1, seq: 1 })
    .limit(rowsMax)
    .toArray();
}

function unsent(states: readonly OutboxState[], { aggregates, ids }: Passed): Filter<OutboxRow> {
  return {
    state: { $in: states },
    ...(aggregates.length > 0 && { aggregate: { $nin: aggregates } }),
    ...(ids.length > 0 && { _id: { $nin: ids } }),
  };
}
