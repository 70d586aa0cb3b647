import type { IndexWish } from "@careline/store";

const having = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $exists: true } } });

export const indexes: readonly IndexWish[] = [
  { collection: "contacts", key: { tenantId: 1, patientId: 1 } },
  { collection: "patients", key: { tenantId: 1, person: 1 }, options: having("person") },
  { collection: "patients", key: { tenantId: 1, enteredBy: 1 }, options: having("enteredBy") },
  {
    collection: "conversations",
    key: { contactId: 1, tenantId: 1, phoneNumberId: 1 },
    options: { unique: true },
  },
  { collection: "conversations", key: { tenantId: 1, lastMessageAt: -1, _id: -1 } },
  { collection: "conversations", key: { tenantId: 1, owner: 1, lastMessageAt: -1, _id: -1 } },
  { collection: "messages", key: { tenantId: 1, conversationId: 1, order: 1 }, options: { unique: true } },
  { collection: "messages", key: { tenantId: 1, contactId: 1 } },
  { collection: "media", key: { tenantId: 1, contactId: 1 } },
  { collection: "messages", key: { tenantId: 1, intentId: 1 }, options: having("intentId") },
  { collection: "messages", key: { tenantId: 1, replyKey: 1 }, options: having("replyKey") },
];
