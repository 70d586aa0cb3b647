import type { Holds } from "@careline/bus";
import { failpoint } from "@careline/faults";
import type { Db } from "mongodb";

interface HoldRow {
  readonly _id: string;
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  readonly reason: string;
  readonly heldAt: Date;
}

/** Keys that wait behind a parked record. Holding twice keeps the first reason. */
export function mongoHolds(db: Db, now: () => Date): Holds {
  const holds = db.collection<HoldRow>("holds");
  const idOf = (group: string, topic: string, key: string) => `${group}/${topic}/${key}`;
  return {
    hold: async (group, topic, key, reason) => {
      const row = { group, topic, key, reason, heldAt: now() };
      failpoint("holds.before-hold");
      await holds.updateOne({ _id: idOf(group, topic, key) }, { $setOnInsert: row }, { upsert: true });
      failpoint("holds.after-hold");
    },
    isHeld: async (group, topic, key) => (await holds.findOne({ _id: idOf(group, topic, key) })) !== null,
    heldOf: async (group, topic) => {
      const rows = await holds.find({ group, topic }, { projection: { key: 1 } }).toArray();
      return new Set(rows.map(({ key }) => key));
    },
    release: async (group, topic, key) => {
      failpoint("holds.before-release");
      await holds.deleteOne({ _id: idOf(group, topic, key) });
      failpoint("holds.after-release");
    },
  };
}
