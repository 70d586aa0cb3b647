import { setTimeout as pause } from "node:timers/promises";
import { activeTraceparent } from "@careline/bus";
import { Fault, failpoint } from "@careline/faults";
import type { ClientSession, Db, MongoClient } from "mongodb";
import { isDuplicate } from "./errors.ts";
import { limiter } from "./limiter.ts";
import { said, writeOutbox, type OutboxRow, type Said } from "./outbox.ts";
import type { Store, Unit } from "./port.ts";
import { patienceMs, transact, type Manner } from "./transaction.ts";
import { uuidv7 } from "./uuidv7.ts";

export interface InboxRow {
  readonly _id: string;
  /** The call that left the mark. */
  readonly by: string;
  readonly at: Date;
}

// More at once are not faster, and on a few hot documents they mostly run into each other.
const inFlightMax = 16;

class Marked extends Error {}

export interface Parts {
  readonly client: MongoClient;
  readonly db: Db;
  readonly now: () => Date;
  /** This was said and is committed. */
  readonly onSaid: (rows: readonly OutboxRow[]) => void;
}

const manner: Manner = {
  beforeCommit: () => failpoint("unit.before-commit"),
  afterCommit: () => failpoint("unit.after-commit"),
};

export const inboxOf = (db: Db) => db.collection<InboxRow>("inbox");

/** The two ways to change something: in one transaction, and in one transaction once per mark. */
export function units({ client, db, now, onSaid }: Parts): Pick<Store, "unit" | "once"> {
  const inTurn = limiter(inFlightMax);

  async function unit<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    let rows: readonly OutboxRow[] = [];
    const attempt = async (session: ClientSession) => {
      const heard: Said[] = [];
      const emit: Unit["emit"] = (topic, event) => {
        const { id = uuidv7(), traceparent = activeTraceparent() } = event;
        heard.push(said(topic, { ...event, id, traceparent }));
      };
      const result = await work({ session, emit });
      rows = await writeOutbox(db, session, heard, now());
      return result;
    };
    const result = await inTurn(() => transact(client, attempt, manner));
    if (rows.length > 0) onSaid(rows);
    return result;
  }

  async function once<T>(mark: string, work: (unit: Unit) => Promise<T>): Promise<T | "again"> {
    const by = uuidv7();
    const untilMs = performance.now() + patienceMs;
    let last: { readonly result: T } | undefined;
    for (;;) {
      try {
        return await unit(async (unit) => {
          const row = { _id: mark, by, at: new Date() };
          await inboxOf(db).insertOne(row, { session: unit.session }).catch(markedIfDuplicate);
          const result = await work(unit);
          last = { result };
          return result;
        });
      } catch (error) {
        if (!(error instanceof Marked)) throw error;
        const row = await inboxOf(db).findOne({ _id: mark });
        // After an outage a commit of ours may turn out to have been done: then this is not "again".
        if (row !== null) return last !== undefined && row.by === by ? last.result : "again";
        // A majority does not have the mark yet: whoever left it may still lose it.
        if (performance.now() > untilMs)
          throw new Fault("unavailable", "whether this was done is unknown", { cause: error });
        await pause(10);
      }
    }
  }

  return { unit, once };
}

function markedIfDuplicate(error: unknown): never {
  throw isDuplicate(error) ? new Marked("this mark was left before", { cause: error }) : error;
}
