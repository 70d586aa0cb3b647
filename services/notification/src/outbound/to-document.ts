import { Binary } from "mongodb";
import type { NewIntent, Saved } from "../app/ports.ts";
import { type Intent, priorities } from "../domain/intent.ts";
import type { IntentDocument } from "./documents.ts";

export function intentDocument({ intent, phoneNumberId, message }: NewIntent): IntentDocument {
  return {
    _id: intent.intentId,
    ...changing(intent),
    tenantId: intent.tenantId,
    contactId: intent.contactId,
    phoneNumberId,
    intentClass: intent.intentClass,
    priority: priorities[intent.intentClass],
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
export function changing(intent: Intent) {
  const { state, reason, errorCode, attempts, notBefore, changedAt, history } = intent;
  return { state, reason, errorCode, attempts, notBefore, changedAt, history: [...history] };
}

export function saved(document: IntentDocument): Saved {
  const { _id, message, messageEventId, expiresAt, windowOpenedAt, reminder, phoneNumberId } = document;
  const { tenantId, contactId, intentClass, source, sourceId, sequence, createdAt } = document;
  const { state, reason, errorCode, attempts, notBefore, changedAt, history } = document;
  return {
    intent: {
      ...{ intentId: _id, tenantId, contactId, intentClass, source, sourceId, sequence, createdAt },
      ...{ state, reason, errorCode, attempts, notBefore, changedAt, history },
      expiresAt: expiresAt ?? undefined,
      windowOpenedAt: windowOpenedAt ?? undefined,
      reminder: reminder ?? undefined,
    },
    phoneNumberId,
    message: message === null ? undefined : { box: message.value(), eventId: messageEventId ?? "" },
  };
}
