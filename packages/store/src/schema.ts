import { setTimeout as pause } from "node:timers/promises";
import { Fault, failpoint } from "@careline/faults";
import { MongoServerError, type Db } from "mongodb";
import { takeLease, type Lease } from "./lease.ts";
import type { OutboxState } from "./outbox.ts";
import type { IndexWish, StoreOptions } from "./port.ts";

const day = 24 * 60 * 60;

/** What the store's own collections need. */
const ownIndexes: readonly IndexWish[] = [
  // Longer than any topic is kept and any webhook is redelivered.
  { collection: "inbox", key: { at: 1 }, options: { expireAfterSeconds: 30 * day } },
  // Long enough to say it again to a consumer that lost its place.
  {
    collection: "outbox",
    key: { sentAt: 1 },
    options: { name: "sent", sparse: true, expireAfterSeconds: 14 * day },
  },
  // Only of what is not sent: a row leaves this index for the other, so both stay small or are written once.
  {
    collection: "outbox",
    key: { state: 1, createdAt: 1, seq: 1 },
    options: { name: "unsent", partialFilterExpression: { state: { $gt: "sent" satisfies OutboxState } } },
  },
  { collection: "holds", key: { group: 1, topic: 1 } },
  {
    collection: "outbox",
    key: { aggregate: 1, seq: 1 },
    options: { unique: true, partialFilterExpression: { seq: { $exists: true } } },
  },
];

// What these collections had before, and what would only cost.
const formerIndexes = { outbox: ["sentAt_1", "state_1_createdAt_1_seq_1"] };

/** Makes indexes and runs what has not run yet, in order, in one process at a time. */
export async function prepare(
  db: Db,
  { indexes, migrations = [] }: StoreOptions,
  owner: string,
): Promise<void> {
  await dropFormer(db);
  await makeIndexes(db, ownIndexes);
  await makeHeads(db);
  await migrate(db, migrations, owner);
  await makeIndexes(db, indexes);
}

/** Looked for first: dropping what is not there waits all the same until nobody uses the collection. */
async function dropFormer(db: Db): Promise<void> {
  for (const [collection, former] of Object.entries(formerIndexes)) {
    const indexes = await db.collection(collection).indexes().catch(noneLeft);
    for (const { name } of indexes)
      if (name !== undefined && former.includes(name))
        await db.collection(collection).dropIndex(name).catch(noneLeft);
  }
}

function noneLeft(error: unknown): never[] {
  const gone = ["IndexNotFound", "NamespaceNotFound"];
  if (error instanceof MongoServerError && gone.includes(error.codeName ?? "")) return [];
  throw error;
}

async function makeIndexes(db: Db, wishes: readonly IndexWish[]): Promise<void> {
  for (const { collection, key, options } of wishes)
    await db.collection(collection).createIndex(key, { ...options });
}

/** Made here: the first transactions to need the collection would all make it, and conflict. */
async function makeHeads(db: Db): Promise<void> {
  await db.createCollection("outbox_heads").catch((error: unknown) => {
    if (!(error instanceof MongoServerError && error.codeName === "NamespaceExists")) throw error;
  });
}

async function migrate(
  db: Db,
  migrations: NonNullable<StoreOptions["migrations"]>,
  owner: string,
): Promise<void> {
  const done = db.collection<{ _id: string; doneAt: Date }>("migrations");
  const missing = async () => {
    const names = new Set(
      await done
        .find()
        .map(({ _id }) => _id)
        .toArray(),
    );
    return migrations.filter(({ name }) => !names.has(name));
  };
  while ((await missing()).length > 0) {
    const lease = await takeLease(db, "migrations", owner, 30_000);
    if (lease === undefined) {
      await pause(100);
      continue;
    }
    await holding(lease, async () => {
      for (const migration of await missing()) {
        const { name } = migration;
        failpoint("migration.before-run");
        await migration.run(db);
        failpoint("migration.after-run");
        if (!(await lease.renew())) throw new Fault("conflict", `lost the lease during migration ${name}`);
        await done.insertOne({ _id: name, doneAt: new Date() });
        failpoint("migration.after-mark");
      }
    });
  }
}

/** Keeps a lease alive as long as the work takes. */
async function holding(lease: Lease, work: () => Promise<void>): Promise<void> {
  const renewing = setInterval(() => void lease.renew().catch(() => false), 10_000);
  try {
    await work();
  } finally {
    clearInterval(renewing);
    await lease.release();
  }
}
