import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { MongoServerError, type Db } from "mongodb";
import { takeLease, type Lease } from "./lease.ts";
import type { IndexWish, StoreOptions } from "./port.ts";
import { uuidv7 } from "./uuidv7.ts";

const day = 24 * 60 * 60;

/** What the store's own collections need. */
const ownIndexes: readonly IndexWish[] = [
  // Longer than any topic is kept and any webhook is redelivered.
  { collection: "inbox", key: { at: 1 }, options: { expireAfterSeconds: 30 * day } },
  // Long enough to say it again to a consumer that lost its place.
  { collection: "outbox", key: { sentAt: 1 }, options: { expireAfterSeconds: 14 * day } },
  { collection: "outbox", key: { state: 1, createdAt: 1, seq: 1 } },
  {
    collection: "outbox",
    key: { aggregate: 1, seq: 1 },
    options: { unique: true, partialFilterExpression: { seq: { $exists: true } } },
  },
];

/** Makes indexes and runs what has not run yet, in order, in one process at a time. */
export async function prepare(db: Db, { indexes, migrations = [] }: StoreOptions): Promise<void> {
  await makeIndexes(db, ownIndexes);
  await makeHeads(db);
  await migrate(db, migrations);
  await makeIndexes(db, indexes);
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

async function migrate(db: Db, migrations: NonNullable<StoreOptions["migrations"]>): Promise<void> {
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
  const ownerId = uuidv7();
  while ((await missing()).length > 0) {
    const lease = await takeLease(db, "migrations", ownerId, 30_000);
    if (lease === undefined) {
      await pause(100);
      continue;
    }
    await holding(lease, async () => {
      for (const migration of await missing()) {
        const { name } = migration;
        await migration.run(db);
        if (!(await lease.renew())) throw new Fault("conflict", `lost the lease during migration ${name}`);
        await done.insertOne({ _id: name, doneAt: new Date() });
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
