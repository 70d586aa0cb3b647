import { on } from "@careline/bus";
import type { Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { MessageKind } from "@careline/contracts/gateway/v1/events";
import { Fault } from "@careline/faults";
import { eventPlace, PhiError, Sealed } from "@careline/phi";
import type { Log } from "@careline/runtime";
import type { HeardMessage } from "../app/ports.ts";
import type { HeardKind } from "../domain/heard.ts";

const kinds: Readonly<Record<MessageKind, HeardKind>> = {
  [MessageKind.UNSPECIFIED]: "other",
  [MessageKind.TEXT]: "text",
  [MessageKind.CHOICE]: "choice",
  [MessageKind.MEDIA]: "media",
  [MessageKind.LOCATION]: "location",
  [MessageKind.CONTACTS]: "contacts",
  [MessageKind.REACTION]: "reaction",
  [MessageKind.SYSTEM]: "system",
  [MessageKind.OTHER]: "other",
  [MessageKind.FORM]: "form",
  [MessageKind.ORDER]: "order",
  [MessageKind.CORRECTION]: "correction",
  [MessageKind.UNSUPPORTED]: "unsupported",
  [MessageKind.PREFERENCE]: "system",
};

export function onMessageReceived(hear: (heard: HeardMessage) => Promise<void>, log: Log): Route {
  return on(topics.messageReceived, async ({ id, tenantId, time, value }) => {
    const { contactId, phoneNumberId, messageRef, kind, content, originalType } = value;
    if (contactId === "" || content === undefined)
      throw new Fault("unreadable", "a message without contact or content");
    const { name: topic, type } = topics.messageReceived;
    const place = eventPlace({
      tenantId,
      subjectId: contactId,
      class: "conversation",
      topic,
      eventId: id,
      type,
    });
    const heard = {
      ...{ eventId: id, tenantId, contactId, phoneNumberId, messageRef, originalType, isEcho: value.echo },
      sentAt: value.sentAt ?? time,
      kind: kinds[kind],
      content: new Sealed("content", content.box, place),
    };
    await hear(heard).catch((error: unknown) => {
      // Erased since it was written: there is nobody left to answer.
      if (!(error instanceof PhiError && error.code === "PHI_KEY_SHREDDED")) throw error;
      log.info("a message of an erased contact was let go", { tenantId, contactId, eventId: id });
    });
  });
}
