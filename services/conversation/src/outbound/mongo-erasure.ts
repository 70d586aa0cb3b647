import { failpoint } from "@careline/faults";
import type { Store } from "@careline/store";
import type {
  ContactDocument,
  ConversationDocument,
  MediaDocument,
  MessageDocument,
  PatientDocument,
} from "./documents.ts";

export type Erasure = (tenantId: string, subjectId: string, classes: readonly string[]) => Promise<void>;

/** Deletes what nobody can read any more. A second time changes nothing. */
export function mongoErasure(store: Store): Erasure {
  const messages = store.collection<MessageDocument>("messages");
  const conversations = store.collection<ConversationDocument>("conversations");
  const contacts = store.collection<ContactDocument>("contacts");
  const patients = store.collection<PatientDocument>("patients");
  return async (tenantId, subjectId, classes) => {
    failpoint("conversation.before-erased");
    const concerns = (name: string) => classes.length === 0 || classes.includes(name);
    if (concerns("conversation")) {
      await messages.deleteMany({ tenantId, contactId: subjectId });
      await store.collection<MediaDocument>("media").deleteMany({ tenantId, contactId: subjectId });
      await conversations.updateMany(
        { tenantId, contactId: subjectId },
        { $unset: { stage: true }, $inc: { version: 1 } },
      );
    }
    if (concerns("identity")) {
      await contacts.updateOne({ _id: subjectId, tenantId }, { $unset: { address: true, reach: true } });
      await patients.updateOne({ _id: subjectId, tenantId }, { $unset: { identity: true, person: true } });
    }
    failpoint("conversation.after-erased");
  };
}
