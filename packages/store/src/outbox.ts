import { outgoing, type NewEvent } from "@careline/bus";
import type { Topic } from "@careline/contracts";
import { Binary, type ClientSession, type Db, type UpdateFilter } from "mongodb";
import { isDuplicate } from "./errors.ts";
import { Again } from "./transaction.ts";

/** Not sent yet: `waiting` has its number, `unnumbered` gets it from the relay, which keeps it in the head. */
export type OutboxState = "unnumbered" | "waiting" | "sent";

export interface OutboxRow {
  readonly _id: string;
  /** What is kept in order: topic and key. */
  readonly aggregate: string;
  /** Dense per aggregate. */
  readonly seq?: number;
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Binary;
  readonly state: OutboxState;
  /** When it was said; never earlier than what its aggregate said before. */
  readonly createdAt: Date;
  readonly sentAt?: Date;
}

export interface OutboxHead {
  readonly _id: string;
  readonly seq: number;
  /** `createdAt` of the last row. */
  readonly at: Date;
  /** When a producer's counting began, in ms: tells its numbers from those of a head that was lost. */
  readonly epoch?: number;
  readonly fence?: number;
  /** Numbers of `unnumbered` rows; those that are sent since are dropped when others get theirs. */
  readonly unsent?: readonly Unsent[];
}

export interface Unsent {
  readonly id: string;
  readonly seq: number;
}

/** Something a unit said, with all it needs to become a row once its number is known. */
export interface Said {
  readonly id: string;
  readonly aggregate: string;
  readonly order: "key" | "producer";
  record(sequence: number | undefined): ReturnType<typeof outgoing>;
}

export function said<T>(topic: Topic<T>, event: Omit<NewEvent<T>, "sequence">): Said {
  return {
    id: event.id,
    aggregate: `${topic.name}/${event.key}`,
    order: topic.order,
    record: (sequence) => outgoing(topic, { ...event, sequence }),
  };
}

export const outboxOf = (db: Db) => db.collection<OutboxRow>("outbox");
export const headsOf = (db: Db) => db.collection<OutboxHead>("outbox_heads");

/**
 * Writes what a unit said, in its transaction. Raising the heads makes units that speak for one aggregate follow each
 * other, so that a row is never committed behind the back of a later one.
 */
export async function writeOutbox(
  db: Db,
  session: ClientSession,
  all: readonly Said[],
  now: Date,
): Promise<readonly OutboxRow[]> {
  if (all.length === 0) return [];
  const next = await raiseHeads(db, session, all, now);
  const rows = all.map((one): OutboxRow => {
    const turn = one.order === "key" ? next(one.aggregate) : undefined;
    const { topic, key, headers, value } = one.record(turn?.seq);
    const row = { _id: one.id, aggregate: one.aggregate, topic, key, headers, payload: new Binary(value) };
    return turn === undefined
      ? { ...row, state: "unnumbered", createdAt: now }
      : { ...row, state: "waiting", seq: turn.seq, createdAt: turn.at };
  });
  await outboxOf(db).insertMany(rows, { session });
  return rows;
}

interface Turn {
  readonly seq: number;
  readonly at: Date;
}

async function raiseHeads(
  db: Db,
  session: ClientSession,
  all: readonly Said[],
  now: Date,
): Promise<(aggregate: string) => Turn> {
  const counts = new Map<string, number>();
  for (const { aggregate, order } of all)
    if (order === "key") counts.set(aggregate, (counts.get(aggregate) ?? 0) + 1);
  const ids = [...counts.keys()].toSorted();
  const last = new Map<string, Turn>();
  const raises = ids.map((_id) => {
    const update = { $inc: { seq: counts.get(_id) ?? 0 }, $max: { at: now } };
    return { filter: { _id }, update, upsert: true };
  });
  const heads = await raise(db, session, raises).catch(runAgainIfDuplicate);
  for (const { _id, seq, at } of heads) last.set(_id, { seq: seq - (counts.get(_id) ?? 0), at });
  return (aggregate) => {
    const before = last.get(aggregate) ?? { seq: 0, at: now };
    const turn = { seq: before.seq + 1, at: before.at };
    last.set(aggregate, turn);
    return turn;
  };
}

interface Raise {
  readonly filter: { readonly _id: string };
  readonly update: UpdateFilter<OutboxHead>;
  readonly upsert: boolean;
}

/** One by one command, more by two. */
async function raise(db: Db, session: ClientSession, raises: readonly Raise[]): Promise<OutboxHead[]> {
  const [first, ...others] = raises;
  if (first === undefined) return [];
  if (others.length === 0) {
    const { filter, update, upsert } = first;
    const options = { session, upsert, returnDocument: "after" } as const;
    const head = await headsOf(db).findOneAndUpdate(filter, update, options);
    return head === null ? [] : [head];
  }
  await headsOf(db).bulkWrite(
    raises.map((updateOne) => ({ updateOne })),
    { session },
  );
  const ids = raises.map(({ filter }) => filter._id);
  return headsOf(db)
    .find({ _id: { $in: ids } }, { session, batchSize: ids.length + 1 })
    .toArray();
}

/** Two units that made the same head at once. */
function runAgainIfDuplicate(error: unknown): never {
  throw isDuplicate(error) ? new Again("a head was made by someone else", { cause: error }) : error;
}
