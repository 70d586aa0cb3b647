import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import type { ClientSession, MongoClient, TransactionOptions } from "mongodb";
import { hasLabel, isAway, isEnded } from "./errors.ts";

/** What the store itself throws to have the whole transaction run again. */
export class Again extends Error {}

const strong: TransactionOptions = {
  readConcern: { level: "majority" },
  writeConcern: { w: "majority", journal: true },
  readPreference: "primary",
};
export const patienceMs = 30_000;

export interface Manner {
  /** After so many write conflicts the last of them is thrown. */
  readonly conflictsMax?: number;
  readonly beforeCommit?: () => void;
  readonly afterCommit?: () => void;
}

/**
 * Runs `work` in a transaction until it commits: again after a conflict or a server that went away, and the commit alone
 * again while its outcome is unknown, which the server resolves. The driver's own loop gives up in the middle of an outage.
 */
export async function transact<T>(
  client: MongoClient,
  work: (session: ClientSession) => Promise<T>,
  { conflictsMax = Number.POSITIVE_INFINITY, beforeCommit, afterCommit }: Manner = {},
): Promise<T> {
  const untilMs = performance.now() + patienceMs;
  let ends = 0;
  let conflicts = 0;
  for (let attempt = 0; ; attempt++) {
    await using session = client.startSession({ causalConsistency: false });
    try {
      session.startTransaction(strong);
      const result = await work(session);
      beforeCommit?.();
      await commit(session, untilMs);
      afterCommit?.();
      return result;
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction();
      if (isEnded(error) && ++ends === 5)
        throw new Error("a failure inside the transaction was swallowed", { cause: error });
      if (!canRunAgain(error)) throw error;
      if (!isAway(error) && ++conflicts === conflictsMax) throw error;
      if (performance.now() > untilMs) throw givenUp(error);
      await pause(jittered(attempt));
    }
  }
}

async function commit(session: ClientSession, untilMs: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      const isUnknown = hasLabel(error, "UnknownTransactionCommitResult") || isAway(error);
      if (!isUnknown || hasLabel(error, "TransientTransactionError")) throw error;
      if (performance.now() > untilMs)
        throw new Fault("unavailable", "whether it was saved is unknown", { cause: error });
      await pause(jittered(attempt));
    }
  }
}

function canRunAgain(error: unknown): boolean {
  return error instanceof Again || hasLabel(error, "TransientTransactionError") || isAway(error);
}

function givenUp(cause: unknown): Fault {
  return isAway(cause)
    ? new Fault("unavailable", "the database does not answer", { cause })
    : new Fault("conflict", "too many others change the same at once", { cause });
}

function jittered(attempt: number): number {
  return Math.random() * Math.min(4 * 2 ** attempt, 250);
}
