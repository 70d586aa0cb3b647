import { callPlace, Sealed } from "@careline/phi";
import type { Phi } from "@careline/phi";
import type { Store } from "@careline/store";
import type { Filter } from "mongodb";
import type { Reader } from "../app/directory.ts";
import type { Owner } from "../domain/thread.ts";
import type { ContactDocument, ConversationDocument, MediaDocument, MessageDocument } from "./documents.ts";
import { mongoMedia } from "./mongo-media.ts";
import type { PageWish } from "./page.ts";
import { pageSize, pageToken, readPageToken } from "./page.ts";
import { places } from "./places.ts";
import { tellRead } from "./tell-read.ts";

export type ConversationRow = ConversationDocument & { readonly patientId: string };
export type MessageRow = Omit<MessageDocument, "content"> & {
  readonly content: Sealed;
  readonly media?: MediaDocument | undefined;
};

const method = "careline.conversation.v1.ConversationService/ListMessages";

/** What staff look at: threads and what was said in them. */
export function mongoInbox(store: Store, phi: Phi, now: () => Date) {
  const conversations = store.collection<ConversationDocument>("conversations");
  const contacts = store.collection<ContactDocument>("contacts");
  const messages = store.collection<MessageDocument>("messages");
  const media = mongoMedia(store);

  async function withPatients(
    tenantId: string,
    rows: readonly ConversationDocument[],
  ): Promise<ConversationRow[]> {
    const ids = rows.map(({ contactId }) => contactId);
    const known = await contacts.find({ tenantId, _id: { $in: ids } }).toArray();
    const patientOf = new Map(known.map(({ _id, patientId }) => [_id, patientId]));
    return rows.map((row) => ({ ...row, patientId: patientOf.get(row.contactId) ?? "" }));
  }

  async function resealed(
    message: MessageDocument,
    reading: ReturnType<Phi["reading"]>,
  ): Promise<MessageRow> {
    const { _id, tenantId, contactId } = message;
    const kept = new Sealed("content", message.content.value(), places.message(tenantId, contactId, _id));
    const bytes = await reading.open(kept, { purpose: "show-conversation" });
    const whose = { tenantId, subjectId: contactId, class: "conversation" } as const;
    const place = callPlace({ ...whose, method, callId: _id, field: "content" });
    return { ...message, content: await phi.seal("content", bytes, place) };
  }

  return {
    async conversations(tenantId: string, owner: Owner | undefined, page: PageWish | undefined) {
      const after = readPageToken(page);
      const size = pageSize(page);
      const filter: Filter<ConversationDocument> = { tenantId, ...(owner && { owner }) };
      if (after !== undefined) {
        const at = new Date(after.at);
        filter.$or = [{ lastMessageAt: { $lt: at } }, { lastMessageAt: at, _id: { $lt: after.id } }];
      }
      const rows = await conversations
        .find(filter)
        .sort({ lastMessageAt: -1, _id: -1 })
        .limit(size + 1)
        .toArray();
      const shown = rows.slice(0, size);
      const last = shown.at(-1);
      const next =
        rows.length > size && last ? pageToken({ at: last.lastMessageAt.getTime(), id: last._id }) : "";
      return { rows: await withPatients(tenantId, shown), next };
    },
    async conversation(tenantId: string, by: { conversationId: string } | { contactId: string }) {
      const filter =
        "contactId" in by ? { tenantId, contactId: by.contactId } : { tenantId, _id: by.conversationId };
      const [found] = await conversations.find(filter).sort({ lastMessageAt: -1 }).limit(1).toArray();
      return found && (await withPatients(tenantId, [found]))[0];
    },
    /** Oldest first. That they were shown is recorded before they are. */
    async messages(reader: Reader, conversation: ConversationDocument, page: PageWish | undefined) {
      const { tenantId } = reader;
      const { _id: conversationId, contactId } = conversation;
      const after = readPageToken(page)?.at ?? 0;
      const size = pageSize(page);
      const filter = { tenantId, conversationId, order: { $gt: after } };
      const rows = await messages
        .find(filter)
        .sort({ order: 1 })
        .limit(size + 1)
        .toArray();
      const reading = phi.reading();
      const shown: MessageRow[] = [];
      const files = await media.of(
        tenantId,
        rows.filter(({ kind }) => kind === "media").map(({ _id }) => _id),
      );
      for (const row of rows.slice(0, size))
        shown.push({ ...(await resealed(row, reading)), media: files.get(row._id) });
      const last = shown.at(-1);
      const next = rows.length > size && last ? pageToken({ at: last.order, id: last._id }) : "";
      const what = { action: "conversation.read", resourceType: "conversation", resourceId: conversationId };
      if (shown.length > 0)
        await tellRead(store, reader, { ...what, patientRef: contactId }, reading.openings, now());
      return { rows: shown, next };
    },
  };
}
