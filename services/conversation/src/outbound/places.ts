import { topics } from "@careline/contracts";
import { eventPlace, fieldPlace } from "@careline/phi";
import type { Place } from "@careline/phi";

/** Where each sealed value of ours stands. */
export const places = {
  address: (tenantId: string, contactId: string): Place =>
    fieldPlace({
      tenantId,
      subjectId: contactId,
      class: "identity",
      collection: "conversation.contacts",
      documentId: contactId,
      path: "address",
    }),
  identity: (tenantId: string, patientId: string): Place =>
    fieldPlace({
      tenantId,
      subjectId: patientId,
      class: "identity",
      collection: "conversation.patients",
      documentId: patientId,
      path: "identity",
    }),
  stage: (tenantId: string, contactId: string, conversationId: string): Place =>
    fieldPlace({
      tenantId,
      subjectId: contactId,
      class: "conversation",
      collection: "conversation.conversations",
      documentId: conversationId,
      path: "stage",
    }),
  message: (tenantId: string, contactId: string, messageId: string): Place =>
    fieldPlace({
      tenantId,
      subjectId: contactId,
      class: "conversation",
      collection: "conversation.messages",
      documentId: messageId,
      path: "content",
    }),
  intent: (tenantId: string, contactId: string, eventId: string): Place =>
    eventPlace({
      tenantId,
      subjectId: contactId,
      class: "conversation",
      topic: topics.intentComposed.name,
      eventId,
      type: topics.intentComposed.type,
    }),
  contactChanged: (tenantId: string, contactId: string, eventId: string): Place =>
    eventPlace({
      tenantId,
      subjectId: contactId,
      class: "identity",
      topic: topics.contactChanged.name,
      eventId,
      type: topics.contactChanged.type,
    }),
};
