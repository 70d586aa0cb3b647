import { activeTraceparent } from "@careline/bus";
import { Fault, failpoint } from "@careline/faults";
import type { AnyBulkWriteOperation, ClientSession } from "mongodb";
import { isDuplicate } from "./errors.ts";
import { said, writeOutbox, type OutboxRow, type Said } from "./outbox.ts";
import type { SharedUnit, SharedWork } from "./port.ts";
import { inRounds, type Find } from "./rounds.ts";
import { writeAll, type Write } from "./shared-writes.ts";
import { Again, transact } from "./transaction.ts";
import { inboxOf, type Parts } from "./units.ts";
import { uuidv7 } from "./uuidv7.ts";

/** A work with its caller. */
export interface Call {
  readonly work: SharedWork<unknown>;
  /** Runs something in the caller's own context, and so in its trace. */
  readonly inContext: <R>(run: () => R) => R;
  resolve(outcome: unknown): void;
  reject(error: unknown): void;
}

interface Done {
  readonly call: Call;
  readonly result: unknown;
  readonly writes: readonly Write[];
  readonly heard: readonly Said[];
}

// After so many conflicts a group is parted: whoever meets an outsider's hot document should not keep the others.
const conflictsMax = 3;

/** Does works of different keys in one transaction, and answers each of their callers. */
export function groups({ client, db, now, onSaid }: Parts): (calls: readonly Call[]) => Promise<void> {
  return async function group(calls: readonly Call[]): Promise<void> {
    const open = new Set(calls);
    try {
      await share(open);
    } catch (error) {
      const left = [...open];
      // A fault is the transaction's own, after long patience; anything else has one of these works to blame.
      if (left.length === 1 || error instanceof Fault) for (const call of left) call.reject(error);
      else {
        const middle = Math.ceil(left.length / 2);
        await group(left.slice(0, middle));
        await group(left.slice(middle));
      }
    }
  };

  async function share(open: Set<Call>): Promise<void> {
    const by = uuidv7();
    let outcomes = new Map<Call, unknown>();
    let rows: readonly OutboxRow[] = [];
    let isFirst = true;
    await transact(
      client,
      async (session) => {
        // Nearly nothing is heard twice: whether it is, is asked only when a mark was met or nobody knows.
        const marks = isFirst ? new Map<string, string>() : await marksOf(session, open);
        isFirst = false;
        // A commit of ours whose answer was lost turns out to have been done.
        if ([...marks.values()].includes(by)) return;
        const fresh = [...open].filter(({ work }) => work.mark === undefined || !marks.has(work.mark));
        await leaveMarks(session, fresh, by);
        const done = await runAll(session, open, fresh);
        await writeAll(
          db,
          session,
          done.map(({ writes }) => writes),
        );
        rows = await writeOutbox(
          db,
          session,
          done.flatMap(({ heard }) => heard),
          now(),
        );
        outcomes = new Map([...open].map((call) => [call, "again"]));
        for (const { call, result } of done) outcomes.set(call, result);
      },
      {
        conflictsMax: open.size > 1 ? conflictsMax : Number.POSITIVE_INFINITY,
        beforeCommit: () => failpoint("together.before-commit"),
        afterCommit: () => failpoint("together.after-commit"),
      },
    );
    for (const [call, outcome] of outcomes) call.resolve(outcome);
    if (rows.length > 0) onSaid(rows);
  }

  async function marksOf(session: ClientSession, open: Iterable<Call>): Promise<Map<string, string>> {
    const asked = marksIn(open);
    if (asked.length === 0) return new Map();
    const rows = await inboxOf(db)
      .find({ _id: { $in: asked } }, { session, projection: { by: 1 }, batchSize: asked.length + 1 })
      .toArray();
    return new Map(rows.map(({ _id, by }) => [_id, by]));
  }

  async function leaveMarks(session: ClientSession, calls: readonly Call[], by: string): Promise<void> {
    const rows = marksIn(calls).map((_id) => ({ _id, by, at: new Date() }));
    if (rows.length === 0) return;
    await inboxOf(db).insertMany(rows, { session, ordered: false }).catch(runAgainIfDuplicate);
  }

  /** Works that throw are answered at once and are out: they have written nothing but a mark. */
  async function runAll(session: ClientSession, open: Set<Call>, calls: readonly Call[]): Promise<Done[]> {
    const ask = (collection: string, field: string, values: readonly string[]) =>
      db
        .collection(collection)
        .find({ [field]: { $in: values } }, { session, batchSize: 1_000 })
        .toArray();
    const settled = await inRounds(calls.map(runOne), ask);
    const thrown: Call[] = [];
    const done = settled.flatMap((one, index) => {
      if (one.status === "fulfilled") return one.value;
      const call = calls[index];
      if (call === undefined) return [];
      open.delete(call);
      call.reject(one.reason);
      thrown.push(call);
      return [];
    });
    const marks = marksIn(thrown);
    if (marks.length > 0) await inboxOf(db).deleteMany({ _id: { $in: marks } }, { session });
    return done;
  }
}

function marksIn(calls: Iterable<Call>): string[] {
  return [...calls].flatMap(({ work }) => work.mark ?? []);
}

const runOne = (call: Call) => (find: Find) =>
  call.inContext(async (): Promise<Done> => {
    const writes: Write[] = [];
    const heard: Said[] = [];
    const unit: SharedUnit = {
      find,
      write: (collection, operation, expect) => {
        if (expect === "one" && ("updateMany" in operation || "deleteMany" in operation))
          throw new Error("a write that may meet many cannot be asked to meet one");
        writes.push({ collection, operation: operation as AnyBulkWriteOperation, expect });
      },
      emit: (topic, event) => {
        const { id = uuidv7(), traceparent = activeTraceparent() } = event;
        heard.push(said(topic, { ...event, id, traceparent }));
      },
    };
    return { call, result: await call.work.run(unit), writes, heard };
  });

/** Two works of this group have one mark, or someone else has just left it: a new look, at last alone, will tell. */
function runAgainIfDuplicate(error: unknown): never {
  throw isDuplicate(error) ? new Again("a mark was left meanwhile", { cause: error }) : error;
}
