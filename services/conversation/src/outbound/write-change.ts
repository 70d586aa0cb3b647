import type { SharedUnit } from "@careline/store";
import { Binary } from "mongodb";
import { toldOf } from "../app/contact-news.ts";
import { lastInboundAt as newestInboundAt } from "../app/last-inbound-at.ts";
import type { ContactDocument, ConversationDocument, MessageDocument, PatientDocument } from "./documents.ts";
import { decidedDocument } from "./mongo-consents.ts";
import type { SealedChange } from "./sealed-change.ts";
import { tellChange } from "./tell.ts";

/** Writes one change: thread, messages, contact, patient and everything to be said, in the unit's transaction. */
export function writeChange(unit: SharedUnit, sealed: SealedChange, timeZone: string): void {
  writeConversation(unit, sealed);
  writeMessages(unit, sealed);
  writePatient(unit, sealed, timeZone);
  writeContact(unit, sealed, timeZone);
  tellChange(unit, sealed, timeZone);
}

function writeConversation(unit: SharedUnit, { change, stage, intents }: SealedChange): void {
  const { before, after, now, language, inbound } = change;
  const { conversationId: _id, tenantId, contactId, phoneNumberId, version } = before;
  const lastInboundAt = newestInboundAt(change);
  const state = {
    owner: after.owner,
    language,
    urgent: after.urgent,
    misses: after.misses,
    ...(after.crowd && { crowd: after.crowd }),
    version: version + 1,
    sequence: before.sequence + intents.length,
    messages: before.messages + intents.length + (inbound ? 1 : 0),
    lastMessageAt: inbound || intents.length > 0 ? now : (before.lastInboundAt ?? now),
    ...(lastInboundAt && { lastInboundAt }),
    ...(stage && { stage: new Binary(stage.box) }),
  };
  if (version === 0) {
    const document = { _id, tenantId, contactId, phoneNumberId, ...state };
    unit.write<ConversationDocument>("conversations", { insertOne: { document } });
    return;
  }
  const { lastMessageAt, ...rest } = state;
  const update = {
    $set: rest,
    $max: { lastMessageAt },
    ...(stage === undefined && { $unset: { stage: true as const } }),
  };
  // Met only while the thread stands as it was read.
  unit.write<ConversationDocument>(
    "conversations",
    { updateOne: { filter: { _id, tenantId, version }, update } },
    "one",
  );
}

function writeMessages(unit: SharedUnit, { change, inbound, intents }: SealedChange): void {
  const { before, now } = change;
  const { tenantId, conversationId, contactId } = before;
  const about = { tenantId, conversationId, contactId };
  const heard = change.inbound?.heard;
  const rows: MessageDocument[] = [];
  if (heard !== undefined && inbound !== undefined)
    rows.push({
      _id: heard.eventId,
      ...about,
      direction: heard.isEcho ? "outbound" : "inbound",
      order: before.messages + 1,
      at: heard.sentAt,
      kind: heard.kind,
      state: heard.isEcho ? "sent" : "received",
      ...(heard.isEcho && { isEcho: true as const }),
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
      kind: say.content.kind === "given" ? say.content.what : say.content.kind,
      state: "composed",
      stateRank: 0,
      intentId,
      ...(change.replyKey !== undefined && { replyKey: change.replyKey }),
      content: new Binary(forStore.box),
    });
  for (const document of rows) unit.write<MessageDocument>("messages", { insertOne: { document } });
}

function writePatient(unit: SharedUnit, { change, patient }: SealedChange, timeZone: string): void {
  const { tenantId, contactId, thread } = change.before;
  if (patient !== undefined) {
    const document = {
      _id: patient.person.patientId,
      tenantId,
      person: patient.index,
      identity: new Binary(patient.identity.box),
      contactIds: [],
      language: change.language,
      timeZone,
    };
    unit.write<PatientDocument>("patients", { insertOne: { document } });
  }
  const { patientId } = change.after;
  if (patientId === undefined || patientId === thread.patientId) return;
  const filter = { _id: patientId, tenantId };
  unit.write<PatientDocument>("patients", {
    updateOne: { filter, update: { $addToSet: { contactIds: contactId } } },
  });
}

/** Mostly nothing: somebody whom we know wrote again. */
function writeContact(unit: SharedUnit, sealed: SealedChange, timeZone: string): void {
  const { change, address, contactChanged } = sealed;
  const { before, after, consent } = change;
  if (change.inbound === undefined) return;
  const { language, patientId } = after;
  const news = {
    ...(address && { address: new Binary(address.sealed.box), reach: address.reach }),
    ...(contactChanged && { told: toldOf(change) }),
    ...(language && language !== before.thread.language && { language }),
    ...(patientId !== undefined && patientId !== before.thread.patientId && { patientId }),
  };
  const isNews = Object.keys(news).length > 0;
  if (!isNews && consent === undefined) return;
  const update = {
    ...(isNews && { $set: news }),
    ...(consent && { $max: { consent: decidedDocument(consent) } }),
    $setOnInsert: { timeZone },
  };
  const filter = { _id: before.contactId, tenantId: before.tenantId };
  unit.write<ContactDocument>("contacts", { updateOne: { filter, update, upsert: true } });
}
