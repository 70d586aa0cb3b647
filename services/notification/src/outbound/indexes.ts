import type { IndexWish } from "@careline/store";

export const indexes: readonly IndexWish[] = [
  { collection: "intents", key: { state: 1, priority: 1, notBefore: 1 } },
  { collection: "intents", key: { state: 1, notBefore: 1 } },
  { collection: "intents", key: { state: 1, changedAt: 1 } },
  { collection: "intents", key: { tenantId: 1, sourceId: 1, state: 1, sequence: 1 } },
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
];
