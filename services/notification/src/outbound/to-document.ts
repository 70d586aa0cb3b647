import { Binary, type Filter, type UpdateFilter } from "mongodb";
import type { NewIntent, Saved } from "../app/ports.ts";
import { type Intent, onTheWay, priorities } from "../domain/intent.ts";
import type { IntentDocument } from "./documents.ts";

/** When it is to be looked whether an intent should be said in another way; undefined: as it stands, never. */
export type FallbackAt = (intent: Intent) => Date | undefined;

export function intentDocument({ intent, phoneNumberId, message }: NewIntent): IntentDocument {
  return {
    _id: intent.intentId,
    ...changing(intent),
    history: [...intent.history],
    tenantId: intent.tenantId,
    contactId: intent.contactId,
    phoneNumberId,
    intentClass: intent.intentClass,
    priority: priorities[intent.intentClass],
    ...(intent.channel !== "whatsapp" && { channel: intent.channel }),
    source: intent.source,
    sourceId: intent.sourceId,
    sequence: intent.sequence,
    expiresAt: intent.expiresAt ?? null,
    createdAt: intent.createdAt,
    windowOpenedAt: intent.windowOpenedAt ?? null,
    reminder: intent.reminder ?? null,
    message: message === undefined ? null : new Binary(message.box),
    messageEventId: message?.eventId ?? null,
    messageRef: null,
  };
}

/** The part of an intent that its steps change. */
function changing(intent: Intent) {
  const { state, reason, errorCode, attempts, notBefore, changedAt } = intent;
  return { state, reason, errorCode, attempts, notBefore, changedAt };
}

/** Takes an intent from one state to the next, if it still is as it was: its history only ever grows. */
export function changeOf(
  { intent: before, messageRef: known }: Saved,
  after: Intent,
  messageRef: string | undefined,
  fallbackAt?: FallbackAt,
): { updateOne: { filter: Filter<IntentDocument>; update: UpdateFilter<IntentDocument> } } {
  const { intentId: _id, tenantId, state, history } = before;
  const steps = after.history.slice(history.length);
  return {
    updateOne: {
      filter: { _id, tenantId, state, history: { $size: history.length } },
      update: {
        $set: {
          ...changing(after),
          ...(after.price !== undefined && after.price !== before.price && { price: after.price }),
          ...(messageRef !== known && { messageRef: messageRef ?? null }),
          // What WhatsApp has, or nobody may send any more, is never opened again.
          ...(!onTheWay.includes(after.state) && { message: null }),
          ...lookOf(before, after, fallbackAt),
        },
        ...(steps.length > 0 && { $push: { history: { $each: steps } } }),
      },
    },
  };
}

/** What was looked at stays so until its moment changes. */
function lookOf(before: Intent, after: Intent, fallbackAt: FallbackAt | undefined) {
  const at = fallbackAt?.(after);
  return at?.getTime() === fallbackAt?.(before)?.getTime() ? {} : { fallbackAt: at ?? null };
}

export function saved(document: IntentDocument): Saved {
  const { _id, message, messageEventId, expiresAt, windowOpenedAt, reminder, phoneNumberId } = document;
  const { tenantId, contactId, intentClass, source, sourceId, sequence, createdAt } = document;
  const { state, reason, errorCode, attempts, notBefore, changedAt, history } = document;
  return {
    intent: {
      channel: document.channel ?? "whatsapp",
      ...{ intentId: _id, tenantId, contactId, intentClass, source, sourceId, sequence, createdAt },
      ...{ state, reason, errorCode, attempts, notBefore, changedAt, history },
      expiresAt: expiresAt ?? undefined,
      windowOpenedAt: windowOpenedAt ?? undefined,
      reminder: reminder ?? undefined,
      price: document.price,
    },
    phoneNumberId,
    message: message === null ? undefined : { box: message.value(), eventId: messageEventId ?? "" },
    messageRef: document.messageRef ?? undefined,
  };
}
