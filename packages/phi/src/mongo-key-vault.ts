import { Binary, MongoServerError } from "mongodb";
import type { Collection, CollectionOptions, Db, Document, Filter, OptionalUnlessRequiredId } from "mongodb";
import { setTimeout as pause } from "node:timers/promises";
import { newKeyId } from "./key-id.ts";
import type { KeyVault, LiveSubjectKey } from "./key-vault.ts";
import { available, mongoKeyQuestions } from "./mongo-key-questions.ts";
import { rowOfTenantKey, subjectKeyOf, tenantKeyOf } from "./mongo-key-rows.ts";
import type { SubjectKeyRow, TenantKeyRow } from "./mongo-key-rows.ts";
import type { ShredRequest } from "./phi.ts";
import { PhiError } from "./phi-error.ts";

// A key that a failover takes back takes with it whatever was sealed by it meanwhile.
const durable: CollectionOptions = {
  readPreference: "primary",
  readConcern: { level: "majority" },
  writeConcern: { w: "majority", journal: true },
};
const batchSize = 500;

/** The key vault in MongoDB, in a database with its own credentials and backups. Makes its indexes. */
export async function mongoKeyVault(db: Db): Promise<KeyVault> {
  const tenantKeys = db.collection<TenantKeyRow>("tenant_keys", durable);
  const subjectKeys = db.collection<SubjectKeyRow>("subject_keys", durable);
  await available(async () => {
    await tenantKeys.createIndex({ tenantId: 1, use: 1, version: 1 }, { unique: true });
    await subjectKeys.createIndex({ tenantId: 1, subjectId: 1, class: 1, version: 1 }, { unique: true });
    await subjectKeys.createIndex({ tenantId: 1, wrappedBy: 1 });
  });

  return {
    ...mongoKeyQuestions(tenantKeys, subjectKeys),
    addTenantKey: (key) =>
      available(async () => {
        const { keyId, tenantId, use, version } = key;
        const row = await addOrFind(tenantKeys, rowOfTenantKey(key), { tenantId, use, version });
        return tenantKeyOf(row) ?? Promise.reject(new PhiError("PHI_KEY_UNKNOWN", { keyId }));
      }),
    destroyTenantKey: (tenantId, keyId) =>
      available(async () => {
        const inUse = await subjectKeys.findOne({ tenantId, wrappedBy: keyId });
        if (inUse !== null) return false;
        await tenantKeys.updateOne({ _id: keyId, tenantId }, { $unset: { wrapped: "" } });
        return true;
      }),
    addSubjectKey: ({ keyId, tenantId, subjectId, version, wrapped, wrappedBy, class: phiClass }) =>
      available(async () => {
        const unique = { tenantId, subjectId, class: phiClass, version };
        const row = { _id: keyId, ...unique, wrapped: new Binary(wrapped), wrappedBy };
        return subjectKeyOf(await addOrFind(subjectKeys, row, unique));
      }),
    wrappedBy: (tenantId, wrappedBy) =>
      available(async () => {
        const rows = await subjectKeys.find({ tenantId, wrappedBy }).limit(batchSize).toArray();
        return rows.map(subjectKeyOf).filter((key): key is LiveSubjectKey => key.state === "live");
      }),
    rewrap: ({ keyId, tenantId, wrappedBy }, wrapping) =>
      available(async () => {
        const change = { wrapped: new Binary(wrapping.wrapped), wrappedBy: wrapping.wrappedBy };
        await subjectKeys.updateOne({ _id: keyId, tenantId, wrappedBy }, { $set: change });
      }),
    shred: (request) => available(() => shred(db, subjectKeys, request)),
  };
}

async function shred(db: Db, subjectKeys: Collection<SubjectKeyRow>, request: ShredRequest): Promise<void> {
  const { tenantId, subjectId, at, by, reason } = request;
  const shredded = { at, by, reason };
  const once = (): Promise<void> =>
    db.client.withSession((session) =>
      session.withTransaction(async () => {
        for (const phiClass of request.classes) {
          const versions = { tenantId, subjectId, class: phiClass };
          const live = { ...versions, shredded: { $exists: false } };
          const change = { $set: { shredded }, $unset: { wrapped: "", wrappedBy: "" } } as const;
          await subjectKeys.updateMany(live, change, { session });
          // Without a tombstone a late writer would make a key, and what was erased would be back.
          if ((await subjectKeys.findOne(versions, { session })) === null)
            await subjectKeys.insertOne({ _id: newKeyId(), ...versions, version: 1, shredded }, { session });
        }
      }),
    );
  // Someone may make the subject's first key at the same moment: seen now, it is shredded the second time.
  await once().catch((error: unknown) => (isDuplicate(error) ? once() : Promise.reject(error)));
}

/** Inserts a row, or gives the one that was there first. */
async function addOrFind<Row extends Document>(
  rows: Collection<Row>,
  row: OptionalUnlessRequiredId<Row> & Row,
  unique: Filter<Row>,
): Promise<Row> {
  try {
    await rows.insertOne(row);
    return row;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  // The other's row counts once a majority has it, which may take a moment longer than its refusal of ours.
  for (let triesLeft = 40; triesLeft > 0; triesLeft--) {
    const found = await rows.findOne<Row>(unique);
    if (found !== null) return found;
    await pause(25);
  }
  throw new PhiError("PHI_KEY_UNAVAILABLE");
}

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}
