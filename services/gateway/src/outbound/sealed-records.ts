import { outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { AccountChanged, DeliveryStatus, MessageKind } from "@careline/contracts/gateway/v1/events";
import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import { eventPlace, type Phi, PhiError, type Sealed, sealMessage } from "@careline/phi";
import type { MessageKind as Kind, StatusWord } from "@careline/whatsapp";
import type { Records } from "../app/ports.ts";
import { inboundContent, int32, kept } from "./inbound-content.ts";
import { intentIdOf } from "../domain/uuid.ts";
import { word } from "../domain/word.ts";

const kinds: Readonly<Record<Kind, MessageKind>> = {
  text: MessageKind.TEXT,
  choice: MessageKind.CHOICE,
  media: MessageKind.MEDIA,
  location: MessageKind.LOCATION,
  contacts: MessageKind.CONTACTS,
  reaction: MessageKind.REACTION,
  system: MessageKind.SYSTEM,
  form: MessageKind.FORM,
  order: MessageKind.ORDER,
  correction: MessageKind.CORRECTION,
  unsupported: MessageKind.UNSUPPORTED,
  preference: MessageKind.PREFERENCE,
  other: MessageKind.OTHER,
};

const statuses: Readonly<Record<StatusWord, DeliveryStatus>> = {
  sent: DeliveryStatus.SENT,
  delivered: DeliveryStatus.DELIVERED,
  read: DeliveryStatus.READ,
  failed: DeliveryStatus.FAILED,
  other: DeliveryStatus.OTHER,
};

/** Writes facts as the events of our topics, their patient fields sealed. */
export function sealedRecords(phi: Phi, now: () => Date): Records {
  return {
    async ofMessage({ eventId, messageRef, contactId, clinic, message }) {
      const { tenantId, phoneNumberId } = clinic;
      const { name: topic, type } = topics.messageReceived;
      const place = eventPlace({
        tenantId,
        subjectId: contactId,
        class: "conversation",
        topic,
        eventId,
        type,
      });
      const sealed = await sealMessage(phi, "content", InboundContent, inboundContent(message), place).catch(
        (error: unknown) => {
          if (error instanceof PhiError && error.code === "PHI_KEY_SHREDDED") return undefined;
          throw error;
        },
      );
      if (sealed === undefined) return "erased";
      const time = message.at ?? now();
      return outgoing(topics.messageReceived, {
        id: eventId,
        tenantId,
        key: contactId,
        time,
        value: {
          contactId,
          phoneNumberId,
          messageRef,
          sentAt: time,
          kind: kinds[message.kind],
          content: { box: bytesOf(sealed) },
          originalType: word(message.originalType, 40),
          echo: message.isEcho,
        },
      });
    },
    ofStatus({ eventId, messageRef, clinic, status }) {
      const { tenantId, phoneNumberId } = clinic;
      const intentId = intentIdOf(status.callbackData);
      const at = status.at ?? now();
      return outgoing(topics.statusReceived, {
        id: eventId,
        tenantId,
        key: intentId || messageRef,
        time: at,
        value: {
          messageRef,
          intentId,
          phoneNumberId,
          status: statuses[status.status],
          at,
          errorCode: int32(status.errorCode),
          pricingCategory: word(status.pricingCategory ?? "", 40),
          pricingType: word(status.pricing?.type ?? "", 40),
        },
      });
    },
    async ofChange({ eventId, clinic, field, understood, at, value }) {
      const { tenantId, wabaId } = clinic;
      const { name: topic, type } = topics.accountChanged;
      const place = eventPlace({
        tenantId,
        subjectId: "tenant",
        class: "conversation",
        topic,
        eventId,
        type,
      });
      const sealed = await phi.seal("content", Buffer.from(kept(value)), place);
      const change: AccountChanged = {
        wabaId,
        field: word(field, 60),
        understood,
        value: { box: bytesOf(sealed) },
      };
      return outgoing(topics.accountChanged, {
        id: eventId,
        tenantId,
        key: wabaId,
        time: at ?? now(),
        value: change,
      });
    },
  };
}

/** The box itself, not a copy. */
function bytesOf({ box }: Sealed): Buffer {
  return Buffer.from(box.buffer, box.byteOffset, box.byteLength);
}
