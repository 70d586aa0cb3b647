import { failpoint } from "@careline/faults";
import type { IndexWish, Store } from "@careline/store";
import type { Look, Looks } from "../app/fallback-ports.ts";
import type { IntentDocument } from "./documents.ts";
import { saved } from "./to-document.ts";

/** Where intents of other channels are kept. */
export const others = "fallbacks";

const all = ["intents", others];
const atOnce = 50;

export const fallbackIndexes: readonly IndexWish[] = [
  ...all.map((collection) => ({
    collection,
    key: { fallbackAt: 1 },
    options: { name: "looks", partialFilterExpression: { fallbackAt: { $type: "date" } } },
  })),
  ...[
    { priority: 1, notBefore: 1 },
    { state: 1, changedAt: 1 },
    { tenantId: 1, "reminder.appointmentId": 1 },
  ].map((key) => ({
    collection: others,
    key,
    options: { partialFilterExpression: { state: { $in: ["planned", "submitting", "uncertain"] } } },
  })),
  { collection: others, key: { tenantId: 1, createdAt: -1, _id: -1 } },
  { collection: others, key: { tenantId: 1, contactId: 1, createdAt: -1 } },
];

export function fallbackLooks(store: Store): Looks {
  const intents = all.map((name) => store.collection<IntentDocument>(name));

  const lookOf = (collection: (typeof intents)[number], document: IntentDocument): Look => ({
    intent: saved(document).intent,
    async done(next) {
      failpoint("look.before-done");
      await collection.updateOne(
        { _id: document._id, fallbackAt: document.fallbackAt ?? null },
        { $set: { fallbackAt: next ?? null } },
      );
      failpoint("look.after-done");
    },
  });

  return {
    async due(now) {
      const found = intents.map(async (collection) => {
        const due = collection
          .find({ fallbackAt: { $lte: now } })
          .sort({ fallbackAt: 1 })
          .limit(atOnce);
        return (await due.toArray()).map((document) => lookOf(collection, document));
      });
      return (await Promise.all(found)).flat();
    },
    async nextAt(now) {
      const found = intents.map((collection) =>
        collection
          .find({ fallbackAt: { $gt: now } })
          .sort({ fallbackAt: 1 })
          .limit(1)
          .toArray(),
      );
      const times = (await Promise.all(found)).flat().flatMap(({ fallbackAt }) => fallbackAt ?? []);
      return times.toSorted((one, other) => one.getTime() - other.getTime())[0];
    },
  };
}
