import { ContactAddress } from "@careline/contracts/sealed/v1/sealed";
import { failpoint } from "@careline/faults";
import { openMessage, Sealed } from "@careline/phi";
import type { Phi, Reading } from "@careline/phi";
import { Missed } from "@careline/store";
import type { SharedUnit, Store } from "@careline/store";
import { MongoServerError } from "mongodb";
import type { Address, Standing, Threads } from "../app/ports.ts";
import { idle, newThread } from "../domain/thread.ts";
import type { ContactDocument, ConversationDocument, MessageDocument } from "./documents.ts";
import { places } from "./places.ts";
import { addressIndex, sealChange } from "./sealed-change.ts";
import { readStage } from "./stage-bytes.ts";
import { writeChange } from "./write-change.ts";

interface Needs {
  readonly store: Store;
  readonly phi: Phi;
  readonly timeZoneOf: (tenantId: string) => string;
  readonly newId: () => string;
}

/** How a contact is reached by what they wrote, with its blind index. */
interface Shown {
  readonly address: Address;
  readonly reach: string;
}

const why = { purpose: "understand-message" };

/** Threads in MongoDB. What a person said, where the dialogue stands and how to reach them is sealed. */
export function mongoThreads({ store, phi, timeZoneOf, newId }: Needs): Threads {
  const conversations = store.collection<ConversationDocument>("conversations");
  const messages = store.collection<MessageDocument>("messages");

  async function standing(
    found: ConversationDocument,
    contact: ContactDocument | undefined,
    reading: Reading,
    shown?: Shown,
  ): Promise<Standing> {
    const { _id: conversationId, tenantId, contactId, phoneNumberId, version, sequence } = found;
    const at = places.stage(tenantId, contactId, conversationId);
    const stage = found.stage
      ? readStage(await reading.open(new Sealed("stage", found.stage.value(), at), why))
      : idle;
    const { owner, urgent, misses, crowd, messages: recorded, lastInboundAt } = found;
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
      thread: {
        owner,
        urgent,
        misses,
        crowd,
        stage,
        language: contact?.language,
        patientId: contact?.patientId,
      },
      ...(await knownOf(contact, reading, shown)),
    };
  }

  async function knownOf(contact: ContactDocument | undefined, reading: Reading, shown?: Shown) {
    if (contact === undefined) return {};
    const { _id, tenantId, timeZone, told, consent, address, reach } = contact;
    if (address === undefined) return { timeZone, told, consent };
    if (reach !== undefined && reach === shown?.reach)
      return { timeZone, told, consent, address: shown.address };
    const sealed = new Sealed("address", address.value(), places.address(tenantId, _id));
    return { timeZone, told, consent, address: await openMessage(reading, ContactAddress, sealed, why) };
  }

  async function contactOf(tenantId: string, contactId: string): Promise<ContactDocument | undefined> {
    const found = await store.find<ContactDocument>("contacts", "_id", contactId);
    return found.find((one) => one.tenantId === tenantId);
  }

  return {
    isDone: async (mark) => (await store.find<MessageDocument>("messages", "_id", mark)).length > 0,
    async of({ tenantId, contactId, phoneNumberId }, reading, address) {
      const [threads, contact, reach] = await Promise.all([
        store.find<ConversationDocument>("conversations", "contactId", contactId),
        contactOf(tenantId, contactId),
        addressIndex(phi, tenantId, address),
      ]);
      const shown = { address, reach };
      const found = threads.find((one) => one.tenantId === tenantId && one.phoneNumberId === phoneNumberId);
      if (found !== undefined) return standing(found, contact, reading, shown);
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
        ...(await knownOf(contact, reading, shown)),
      };
    },
    async byId(tenantId, conversationId, reading) {
      const found = await conversations.findOne({ _id: conversationId, tenantId });
      return found === null
        ? undefined
        : standing(found, await contactOf(tenantId, found.contactId), reading);
    },
    async save(change) {
      const { mark, before } = change;
      const sealed = await sealChange(phi, change);
      const timeZone = before.timeZone ?? timeZoneOf(before.tenantId);
      failpoint("conversation.before-change-saved");
      try {
        const run = async (unit: SharedUnit) => writeChange(unit, sealed, timeZone);
        const done = await store.together({ key: before.contactId, mark, run });
        failpoint("conversation.after-change-saved");
        return done === "again" ? "again" : "saved";
      } catch (error) {
        // The thread moved on, or a unique index of ours: somebody was quicker with the same thread, patient or reply.
        const quicker =
          error instanceof Missed || (error instanceof MongoServerError && error.code === 11_000);
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
