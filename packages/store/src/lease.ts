import { failpoint } from "@careline/faults";
import type { Collection, Db, Document } from "mongodb";
import { isDuplicate } from "./errors.ts";

interface LeaseRow {
  _id: string;
  owner: string;
  fence: number;
  until: Date;
}

/** The right to be the only one, for a while. Writes of its holder carry the fence: a later holder's is greater. */
export interface Lease {
  readonly fence: number;
  /** Holds it for as long again. False: it is someone else's now. */
  renew(): Promise<boolean>;
  /** Gives it up at once. */
  release(): Promise<void>;
}

/**
 * Takes the named lease if it is free or was `ownerId`'s already; undefined while someone else holds it.
 * Time is the database's, so no host's clock can stretch it. Every taking gets a greater fence.
 */
export async function takeLease(
  db: Db,
  name: string,
  ownerId: string,
  forMs: number,
): Promise<Lease | undefined> {
  const leases = db.collection<LeaseRow>("leases");
  const until = { $add: ["$$NOW", forMs] };
  const isTaken = { $and: [{ $gt: ["$until", "$$NOW"] }, { $ne: ["$owner", ownerId] }] };
  const taking: Document = {
    owner: { $cond: [isTaken, "$owner", ownerId] },
    until: { $cond: [isTaken, "$until", until] },
    fence: { $cond: [isTaken, "$fence", { $add: [{ $ifNull: ["$fence", 0] }, 1] }] },
  };
  failpoint("lease.before-take");
  const row = await upsert(leases, name, taking);
  failpoint("lease.after-take");
  if (row?.owner !== ownerId) return undefined;
  const mine = { _id: name, owner: ownerId, fence: row.fence };
  return {
    fence: row.fence,
    renew: async () => (await leases.updateOne(mine, [{ $set: { until } }])).matchedCount === 1,
    release: async () => {
      failpoint("lease.before-release");
      await leases.updateOne(mine, { $set: { until: new Date(0) } });
      failpoint("lease.after-release");
    },
  };
}

/** Two who make the row at once: one of them meets a duplicate key, and looks again. */
async function upsert(leases: Collection<LeaseRow>, name: string, set: Document): Promise<LeaseRow | null> {
  const options = { upsert: true, returnDocument: "after" } as const;
  const attempt = () => leases.findOneAndUpdate({ _id: name }, [{ $set: set }], options);
  return attempt().catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
    return attempt();
  });
}
