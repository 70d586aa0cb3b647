import { failpoint } from "@careline/faults";
import type { Store } from "@careline/store";
import type { Decided } from "../domain/facts.ts";
import type { ContactDocument } from "./documents.ts";

/**
 * Documents are compared field by field, in order: the later decision is greater, and of two in one moment the one whose
 * word comes later: granted, refused, withdrawn. That is the ledger's own rule, so `$max` may be told in any order.
 */
export function decidedDocument({ at, decision }: Decided): Decided {
  return { at, decision };
}

/** Keeps what was decided, by whomever it was recorded. Late or twice, it changes nothing. */
export function mongoConsents(store: Store, timeZoneOf: (tenantId: string) => string) {
  const contacts = store.collection<ContactDocument>("contacts");
  return async (tenantId: string, contactId: string, decided: Decided): Promise<void> => {
    const update = {
      $max: { consent: decidedDocument(decided) },
      // Someone who has not written yet: else a consent that was asked for just before could be kept as the last word.
      $setOnInsert: { timeZone: timeZoneOf(tenantId) },
    };
    failpoint("conversation.before-consent-kept");
    await contacts.updateOne({ _id: contactId, tenantId }, update, { upsert: true });
    failpoint("conversation.after-consent-kept");
  };
}
