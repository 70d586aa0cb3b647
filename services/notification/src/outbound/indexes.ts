import type { IndexWish, StoreOptions } from "@careline/store";
import type { Db } from "mongodb";
import { onTheWay, type State } from "../domain/intent.ts";

const planned = { partialFilterExpression: { state: "planned" } };
/** States of what WhatsApp took and no phone has shown. */
export const taken: readonly State[] = ["accepted", "sent"];
const unseen = { partialFilterExpression: { intentClass: "reminder", state: { $in: [...taken] } } };
const held = { partialFilterExpression: { state: "held" } };
const open = { partialFilterExpression: { state: { $in: [...onTheWay] } } };

/**
 * An intent changes its state five times, mostly after it has gone out. So the state is in no index but those of what is
 * still on its way: whoever asks there must name states that are.
 */
export const indexes: readonly IndexWish[] = [
  { collection: "intents", key: { priority: 1, notBefore: 1 }, options: { name: "due", ...planned } },
  { collection: "intents", key: { notBefore: 1 }, options: { name: "planned", ...planned } },
  { collection: "intents", key: { state: 1, changedAt: 1 }, options: { name: "open", ...open } },
  {
    collection: "intents",
    key: { tenantId: 1, sourceId: 1, state: 1, sequence: 1 },
    options: { name: "lines", ...open },
  },
  { collection: "intents", key: { "reminder.startsAt": 1 }, options: { name: "unseen", ...unseen } },
  { collection: "intents", key: { changedAt: 1 }, options: { name: "held", ...held } },
  { collection: "intents", key: { tenantId: 1, createdAt: -1, _id: -1 } },
  { collection: "intents", key: { tenantId: 1, contactId: 1, createdAt: -1 } },
  {
    collection: "intents",
    key: { tenantId: 1, messageRef: 1 },
    options: { unique: true, partialFilterExpression: { messageRef: { $type: "string" } } },
  },
  {
    collection: "intents",
    key: { tenantId: 1, "reminder.appointmentId": 1 },
    options: { partialFilterExpression: { intentClass: "reminder" } },
  },
  { collection: "reached", key: { tenantId: 1, at: 1 } },
  { collection: "visits", key: { tenantId: 1, startsAt: 1 } },
  { collection: "templates", key: { tenantId: 1 } },
  {
    collection: "templates",
    key: { submitAt: 1 },
    options: { name: "to submit", partialFilterExpression: { state: "approved-here" } },
  },
];

const former = [
  "state_1_priority_1_notBefore_1",
  "state_1_notBefore_1",
  "state_1_changedAt_1",
  "tenantId_1_sourceId_1_state_1_sequence_1",
];

export const migrations: NonNullable<StoreOptions["migrations"]> = [
  { name: "indexes of intents on their way", run: dropFormer },
];

async function dropFormer(db: Db): Promise<void> {
  if ((await db.listCollections({ name: "intents" }).toArray()).length === 0) return;
  const intents = db.collection("intents");
  const names = new Set((await intents.indexes()).map(({ name }) => name));
  for (const name of former) if (names.has(name)) await intents.dropIndex(name);
}
