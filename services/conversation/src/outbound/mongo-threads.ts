import { ContactAddress } from "@careline/contracts/sealed/v1/sealed";
import { openMessage, Sealed } from "@careline/phi";
import type { Phi, Reading } from "@careline/phi";
import type { Store } from "@careline/store";
import { MongoServerError } from "mongodb";
import type { Standing, Threads } from "../app/ports.ts";
import { idle, newThread } from "../domain/thread.ts";
import type { ContactDocument, ConversationDocument, MessageDocument } from "./documents.ts";
import { places } from "./places.ts";
import { sealChange } from "./sealed-change.ts";
import { readStage } from "./stage-bytes.ts";
import { Changed, writeChange } from "./write-change.ts";

interface Needs {
  readonly store: Store;
  readonly phi: Phi;
  readonly timeZoneOf: (tenantId: string) => string;
  readonly newId: () => string;
}

const why = { purpose: "understand-message" };

/** Threads in MongoDB. What a person said, where the dialogue stands and how to reach them is sealed. */
export function mongoThreads({ store, phi, timeZoneOf, newId }: Needs): Threads {
  const conversations = store.collection<ConversationDocument>("conversations");
  const contacts = store.collection<ContactDocument>("contacts");
  const messages = store.collection<MessageDocument>("messages");

  async function standing(found: ConversationDocument, reading: Reading): Promise<Standing> {
    const { _id: conversationId, tenantId, contactId, phoneNumberId, version, sequence } = found;
    const contact = await contacts.findOne({ _id: contactId, tenantId });
    const at = places.stage(tenantId, contactId, conversationId);
    const stage = found.stage
      ? readStage(await reading.open(new Sealed("stage", found.stage.value(), at), why))
      : idle;
    const { owner, urgent, misses, messages: recorded, lastInboundAt } = found;
    return {
      ...{
        tenantId,
        conversationId,
        contactId,
        phoneNumberId,
        version,
        sequence,
        messages: recorded,
        lastInboundAt,
      },
      thread: { owner, urgent, misses, stage, language: contact?.language, patientId: contact?.patientId },
      ...(await reach(contact, reading)),
    };
  }

  async function reach(contact: ContactDocument | null, reading: Reading) {
    if (contact === null) return {};
    const { _id, tenantId, timeZone, address } = contact;
    if (address === undefined) return { timeZone };
    const sealed = new Sealed("address", address.value(), places.address(tenantId, _id));
    return { timeZone, address: await openMessage(reading, ContactAddress, sealed, why) };
  }

  return {
    isDone: async (mark) => (await messages.findOne({ _id: mark }, { projection: { _id: 1 } })) !== null,
    async of({ tenantId, contactId, phoneNumberId }, reading) {
      const found = await conversations.findOne({ tenantId, contactId, phoneNumberId });
      if (found !== null) return standing(found, reading);
      const contact = await contacts.findOne({ _id: contactId, tenantId });
      return {
        ...{
          tenantId,
          contactId,
          phoneNumberId,
          conversationId: newId(),
          version: 0,
          sequence: 0,
          messages: 0,
        },
        thread: { ...newThread, language: contact?.language, patientId: contact?.patientId },
        ...(await reach(contact, reading)),
      };
    },
    async byId(tenantId, conversationId, reading) {
      const found = await conversations.findOne({ _id: conversationId, tenantId });
      return found === null ? undefined : standing(found, reading);
    },
    async save(change) {
      const sealed = await sealChange(phi, change);
      const timeZone = change.before.timeZone ?? timeZoneOf(change.before.tenantId);
      try {
        const done = await store.once(change.mark, (unit) => writeChange(store, unit, sealed, timeZone));
        return done === "again" ? "again" : "saved";
      } catch (error) {
        // A unique index of ours: somebody was quicker with the same thread, patient or reply.
        const quicker =
          error instanceof Changed || (error instanceof MongoServerError && error.code === 11_000);
        if (quicker) return "changed";
        throw error;
      }
    },
    async repliedWith(tenantId, replyKey) {
      const found = await messages.findOne({ tenantId, replyKey });
      return found?.intentId === undefined
        ? undefined
        : { conversationId: found.conversationId, intentId: found.intentId };
    },
  };
}
