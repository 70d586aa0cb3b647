import { failpoint } from "@careline/faults";
import type { Store } from "@careline/store";
import { Binary } from "mongodb";
import type { Recipients } from "../app/ports.ts";
import type { RecipientDocument } from "./documents.ts";

export function mongoRecipients(store: Store): Recipients {
  const recipients = store.collection<RecipientDocument>("recipients");
  return {
    async remember(tenantId, { contactId, phoneNumberId, language, address }, knownAt) {
      const news = {
        phoneNumberId,
        language,
        address: new Binary(address.box),
        addressEventId: address.eventId,
      };
      const _id = `${tenantId}/${contactId}`;
      failpoint("recipient.before-remember");
      const known = await recipients.updateOne(
        { _id, knownAt: { $lte: knownAt } },
        { $set: { ...news, knownAt } },
      );
      if (known.matchedCount > 0) return;
      // Only the first news makes the row; older ones find it there and leave it.
      await recipients.updateOne(
        { _id },
        { $setOnInsert: { tenantId, contactId, ...news, knownAt } },
        { upsert: true },
      );
      failpoint("recipient.after-remember");
    },
    async find(tenantId, contactId) {
      const [found] = await store.find<RecipientDocument>("recipients", "_id", `${tenantId}/${contactId}`);
      if (found === undefined) return undefined;
      const { phoneNumberId, language, address, addressEventId } = found;
      return {
        contactId,
        phoneNumberId,
        language,
        address: { box: address.value(), eventId: addressEventId },
      };
    },
  };
}
