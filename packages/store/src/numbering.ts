import type { ClientSession, Db } from "mongodb";
import { isDuplicate } from "./errors.ts";
import { headsOf, outboxOf, type OutboxHead, type OutboxRow, type Unsent } from "./outbox.ts";
import { Again } from "./transaction.ts";

/** Someone with a later lease has taken over. */
export class Fenced extends Error {}

interface Numbers {
  readonly head: OutboxHead;
  /** The number of each of these rows, the lowest first. */
  readonly of: ReadonlyMap<OutboxRow, number>;
}

/**
 * Gives rows of topics that a producer numbers their numbers: the rows as they go out. A number comes at sending, not at
 * writing: else every transaction of a service would wait for the one before. It is kept in the head that it is taken
 * from until the row is sent: so an event has one number for ever, no number is left out, and no row is written for it.
 * The epoch stays as long as the head does.
 */
export async function numberRows(
  db: Db,
  session: ClientSession,
  rows: readonly OutboxRow[],
  fence: number,
): Promise<OutboxRow[]> {
  if (rows.length === 0) return [];
  const groups = Map.groupBy(rows, (row) => row.aggregate);
  const heads = await headsBefore(db, session, [...groups.keys()]);
  const open = await stillUnsent(db, session, heads);
  const all = [...groups].map(([aggregate, group]) => {
    const before = heads.get(aggregate);
    if ((before?.fence ?? 0) > fence) throw new Fenced("a later lease has numbered rows");
    return numbersOf(group, before ?? newHead(aggregate), open, fence);
  });
  await headsOf(db)
    .bulkWrite(
      all.map(({ head: { _id, ...head } }) => ({
        updateOne: { filter: { _id }, update: { $set: head }, upsert: true },
      })),
      { session, ordered: false },
    )
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Again("a head was made by someone else", { cause: error }) : error;
    });
  return all.flatMap(({ head, of }) => [...of].map(([row, seq]) => withNumber(row, seq, head)));
}

async function headsBefore(db: Db, session: ClientSession, ids: readonly string[]) {
  const found = headsOf(db).find({ _id: { $in: ids } }, { session, batchSize: ids.length + 1 });
  return new Map((await found.toArray()).map((head) => [head._id, head]));
}

/** Which of the rows that had a number before are not known to be sent. */
async function stillUnsent(
  db: Db,
  session: ClientSession,
  heads: ReadonlyMap<string, OutboxHead>,
): Promise<ReadonlySet<string>> {
  const ids = [...heads.values()].flatMap(({ unsent = [] }) => unsent.map(({ id }) => id));
  if (ids.length === 0) return new Set();
  const rows = outboxOf(db)
    .find({ _id: { $in: ids }, state: "unnumbered" }, { session, batchSize: ids.length + 1 })
    .project<{ _id: string }>({ _id: 1 });
  return new Set((await rows.toArray()).map(({ _id }) => _id));
}

function newHead(_id: string): OutboxHead {
  return { _id, seq: 0, at: new Date(0), epoch: Date.now() };
}

function numbersOf(
  rows: readonly OutboxRow[],
  before: OutboxHead,
  open: ReadonlySet<string>,
  fence: number,
): Numbers {
  const kept = (before.unsent ?? []).filter(({ id }) => open.has(id));
  const known = new Map(kept.map(({ id, seq }) => [id, seq]));
  let { seq } = before;
  const fresh: Unsent[] = [];
  const pairs = rows.map((row): [OutboxRow, number] => {
    const had = known.get(row._id);
    if (had !== undefined) return [row, had];
    fresh.push({ id: row._id, seq: ++seq });
    return [row, seq];
  });
  const at = rows.reduce((last, { createdAt }) => (createdAt > last ? createdAt : last), before.at);
  const head = { ...before, seq, at, fence, unsent: [...kept, ...fresh], epoch: before.epoch ?? 1 };
  return { head, of: new Map(pairs.toSorted(([, a], [, b]) => a - b)) };
}

function withNumber(row: OutboxRow, seq: number, { epoch = 1 }: OutboxHead): OutboxRow {
  const headers = { ...row.headers, ce_sequence: String(seq), ce_epoch: String(epoch) };
  return { ...row, headers };
}
