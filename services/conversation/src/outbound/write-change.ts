import type { Store, Unit } from "@careline/store";
import { Binary } from "mongodb";
import { lastInboundAt as newestInboundAt } from "../app/last-inbound-at.ts";
import type { ContactDocument, ConversationDocument, MessageDocument, PatientDocument } from "./documents.ts";
import type { SealedChange } from "./sealed-change.ts";
import { tellChange } from "./tell.ts";

/** The thread no longer stands as it was read. */
export class Changed extends Error {}

/** Writes one change: thread, messages, contact, patient and everything to be said, in the unit's transaction. */
export async function writeChange(
  store: Store,
  unit: Unit,
  sealed: SealedChange,
  timeZone: string,
): Promise<void> {
  await writeConversation(store, unit, sealed);
  await writeMessages(store, unit, sealed);
  await writePatient(store, unit, sealed, timeZone);
  await writeContact(store, unit, sealed, timeZone);
  tellChange(unit, sealed, timeZone);
}

async function writeConversation(
  store: Store,
  { session }: Unit,
  { change, stage, intents }: SealedChange,
): Promise<void> {
  const conversations = store.collection<ConversationDocument>("conversations");
  const { before, after, now, language, inbound } = change;
  const { conversationId: _id, tenantId, contactId, phoneNumberId, version } = before;
  const lastInboundAt = newestInboundAt(change);
  const state = {
    owner: after.owner,
    language,
    urgent: after.urgent,
    misses: after.misses,
    version: version + 1,
    sequence: before.sequence + intents.length,
    messages: before.messages + intents.length + (inbound ? 1 : 0),
    lastMessageAt: inbound || intents.length > 0 ? now : (before.lastInboundAt ?? now),
    ...(lastInboundAt && { lastInboundAt }),
    ...(stage && { stage: new Binary(stage.box) }),
  };
  if (version === 0) {
    await conversations.insertOne({ _id, tenantId, contactId, phoneNumberId, ...state }, { session });
    return;
  }
  const unset = stage === undefined ? { $unset: { stage: true as const } } : {};
  const { lastMessageAt, ...rest } = state;
  const written = await conversations.updateOne(
    { _id, tenantId, version },
    { $set: rest, $max: { lastMessageAt }, ...unset },
    { session },
  );
  if (written.matchedCount === 0) throw new Changed("the thread changed");
}

async function writeMessages(
  store: Store,
  { session }: Unit,
  { change, inbound, intents }: SealedChange,
): Promise<void> {
  const { before, now } = change;
  const { tenantId, conversationId, contactId } = before;
  const about = { tenantId, conversationId, contactId };
  const heard = change.inbound?.heard;
  const rows: MessageDocument[] = [];
  if (heard !== undefined && inbound !== undefined)
    rows.push({
      _id: heard.eventId,
      ...about,
      direction: "inbound",
      order: before.messages + 1,
      at: heard.sentAt,
      kind: heard.kind,
      state: "received",
      stateRank: 0,
      messageRef: heard.messageRef,
      content: new Binary(inbound.box),
    });
  for (const { messageId, intentId, say, forStore } of intents)
    rows.push({
      _id: messageId,
      ...about,
      direction: "outbound",
      order: before.messages + rows.length + 1,
      at: now,
      kind: say.content.kind,
      state: "composed",
      stateRank: 0,
      intentId,
      ...(change.replyKey !== undefined && { replyKey: change.replyKey }),
      content: new Binary(forStore.box),
    });
  if (rows.length > 0) await store.collection<MessageDocument>("messages").insertMany(rows, { session });
}

async function writePatient(
  store: Store,
  { session }: Unit,
  sealed: SealedChange,
  timeZone: string,
): Promise<void> {
  const patients = store.collection<PatientDocument>("patients");
  const { change, patient } = sealed;
  const { tenantId, contactId, thread } = change.before;
  if (patient !== undefined)
    await patients.insertOne(
      {
        _id: patient.person.patientId,
        tenantId,
        person: patient.index,
        identity: new Binary(patient.identity.box),
        contactIds: [],
        language: change.language,
        timeZone,
      },
      { session },
    );
  const { patientId } = change.after;
  if (patientId === undefined || patientId === thread.patientId) return;
  await patients.updateOne(
    { _id: patientId, tenantId },
    { $addToSet: { contactIds: contactId } },
    { session },
  );
}

async function writeContact(
  store: Store,
  { session }: Unit,
  sealed: SealedChange,
  timeZone: string,
): Promise<void> {
  const { change, address } = sealed;
  if (change.inbound === undefined) return;
  const { before, after } = change;
  const { language, patientId } = after;
  const news = {
    address: new Binary(address.box),
    ...(language && { language }),
    ...(patientId !== undefined && patientId !== before.thread.patientId && { patientId }),
  };
  await store
    .collection<ContactDocument>("contacts")
    .updateOne(
      { _id: before.contactId, tenantId: before.tenantId },
      { $set: news, $max: { lastInboundAt: change.inbound.heard.sentAt }, $setOnInsert: { timeZone } },
      { upsert: true, session },
    );
}
