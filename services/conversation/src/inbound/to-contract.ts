import { Direction } from "@careline/contracts/conversation/v1/conversation_service";
import type { Conversation, Message } from "@careline/contracts/conversation/v1/conversation_service";
import { Owner as OwnerMessage } from "@careline/contracts/conversation/v1/events";
import type { Patient as PatientMessage } from "@careline/contracts/conversation/v1/patient_directory_service";
import type { Patient } from "../app/directory.ts";
import type { Owner } from "../domain/thread.ts";
import type { ConversationRow, MessageRow } from "../outbound/mongo-inbox.ts";
import { owners } from "../outbound/tell.ts";

export function conversationMessage(row: ConversationRow): Conversation {
  const {
    _id: conversationId,
    contactId,
    patientId,
    phoneNumberId,
    owner,
    language,
    lastInboundAt,
    urgent,
  } = row;
  return {
    conversationId,
    contactId,
    patientId,
    phoneNumberId,
    owner: owners[owner],
    language,
    lastInboundAt,
    urgent,
  };
}

export function messageMessage(row: MessageRow): Message {
  const { _id: messageId, direction, at, kind, state, content, media } = row;
  return {
    ...{ messageId, at, kind, state },
    direction: direction === "inbound" ? Direction.INBOUND : Direction.OUTBOUND,
    content: { box: Buffer.from(content.box) },
    mediaState: media?.state ?? (kind === "media" && direction === "inbound" ? "coming" : ""),
    mediaReason: media?.reason ?? "",
    byStaffElsewhere: row.isEcho === true,
  };
}

export function patientMessage({
  patientId,
  contactIds,
  language,
  timeZone,
  identity,
}: Patient): PatientMessage {
  const sealed = identity && { box: Buffer.from(identity.box) };
  return { patientId, contactIds, language, timeZone, identity: sealed };
}

export function ownerOf(owner: OwnerMessage): Owner | undefined {
  switch (owner) {
    case OwnerMessage.BOT:
      return "bot";
    case OwnerMessage.PERSON:
      return "person";
    case OwnerMessage.UNSPECIFIED:
      return undefined;
  }
}
