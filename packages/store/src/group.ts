import { activeTraceparent } from "@careline/bus";
import { Fault, failpoint } from "@careline/faults";
import type { AnyBulkWriteOperation, ClientSession } from "mongodb";
import { isDuplicate } from "./errors.ts";
import { said, writeOutbox, type Said } from "./outbox.ts";
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
    let hasSaid = false;
    await transact(
      client,
      async (session) => {
        const marks = await marksOf(session, open);
        // A commit of ours whose answer was lost turns out to have been done.
        if ([...marks.values()].includes(by)) return;
        const isHeard = ({ work }: Call) => work.mark !== undefined && marks.has(work.mark);
        const done = await runAll(
          session,
          open,
          [...open].filter((call) => !isHeard(call)),
        );
        await writeAll(
          db,
          session,
          done.map(({ writes }) => writes),
        );
        await leaveMarks(session, done, by);
        const heard = done.flatMap((one) => one.heard);
        await writeOutbox(db, session, heard, now());
        hasSaid = heard.length > 0;
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
    if (hasSaid) onSaid();
  }

  async function marksOf(session: ClientSession, open: Iterable<Call>): Promise<Map<string, string>> {
    const asked = [...open].flatMap(({ work }) => work.mark ?? []);
    if (asked.length === 0) return new Map();
    const rows = await inboxOf(db)
      .find({ _id: { $in: asked } }, { session, projection: { by: 1 }, batchSize: asked.length + 1 })
      .toArray();
    return new Map(rows.map(({ _id, by }) => [_id, by]));
  }

  /** Works that throw are answered at once and are out: they have written nothing, so the others need not know. */
  async function runAll(session: ClientSession, open: Set<Call>, calls: readonly Call[]): Promise<Done[]> {
    const ask = (collection: string, field: string, values: readonly string[]) =>
      db
        .collection(collection)
        .find({ [field]: { $in: values } }, { session, batchSize: 1_000 })
        .toArray();
    const settled = await inRounds(calls.map(runOne), ask);
    return settled.flatMap((one, index) => {
      if (one.status === "fulfilled") return one.value;
      const call = calls[index];
      if (call !== undefined && open.delete(call)) call.reject(one.reason);
      return [];
    });
  }

  async function leaveMarks(session: ClientSession, done: readonly Done[], by: string): Promise<void> {
    const rows = done.flatMap(({ call: { work } }) =>
      work.mark === undefined ? [] : { _id: work.mark, by, at: new Date() },
    );
    if (rows.length === 0) return;
    await inboxOf(db).insertMany(rows, { session, ordered: false }).catch(runAgainIfDuplicate);
  }
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
