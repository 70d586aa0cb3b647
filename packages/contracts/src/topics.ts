import type { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { AuditRecorded, ConsentChanged, KeyShredded } from "./gen/careline/compliance/v1/events.ts";
import { ContactChanged, HandedOver, IntentComposed } from "./gen/careline/conversation/v1/events.ts";
import {
  AccountChanged,
  MediaSettled,
  MessageReceived,
  StatusReceived,
} from "./gen/careline/gateway/v1/events.ts";
import { DeliveryChanged, TemplateChanged } from "./gen/careline/notification/v1/events.ts";
import { AppointmentChanged, ReminderDue } from "./gen/careline/scheduling/v1/events.ts";

export interface Codec<T> {
  encode(message: T): BinaryWriter;
  decode(input: BinaryReader | Uint8Array): T;
}

/** One topic carries one message type. */
export interface Topic<T> {
  readonly name: string;
  /** The CloudEvents type: the protobuf message's full name. */
  readonly type: string;
  readonly owner: string;
  /** The id whose order matters. */
  readonly key: string;
  readonly codec: Codec<T>;
  readonly retentionDays: number;
  /** `key`: relayed in the order of writing. `producer`: numbered densely per producing service and key, at sending. */
  readonly order: "key" | "producer";
}

function topic<T>(
  name: string,
  type: string,
  key: string,
  codec: Codec<T>,
  rest: Partial<Pick<Topic<T>, "retentionDays" | "order">> = {},
): Topic<T> {
  const owner = name.slice(0, name.indexOf("."));
  return { name, type, owner, key, codec, retentionDays: 7, order: "key", ...rest };
}

/** Everything said in the house. */
export const topics = {
  messageReceived: topic(
    "gateway.message-received.v1",
    "careline.gateway.v1.MessageReceived",
    "contactId",
    MessageReceived,
  ),
  statusReceived: topic(
    "gateway.status-received.v1",
    "careline.gateway.v1.StatusReceived",
    "intentId",
    StatusReceived,
  ),
  accountChanged: topic(
    "gateway.account-changed.v1",
    "careline.gateway.v1.AccountChanged",
    "wabaId",
    AccountChanged,
  ),
  mediaSettled: topic(
    "gateway.media-settled.v1",
    "careline.gateway.v1.MediaSettled",
    "contactId",
    MediaSettled,
  ),
  intentComposed: topic(
    "conversation.intent-composed.v1",
    "careline.conversation.v1.IntentComposed",
    "contactId",
    IntentComposed,
  ),
  contactChanged: topic(
    "conversation.contact-changed.v1",
    "careline.conversation.v1.ContactChanged",
    "contactId",
    ContactChanged,
  ),
  handedOver: topic(
    "conversation.handed-over.v1",
    "careline.conversation.v1.HandedOver",
    "conversationId",
    HandedOver,
  ),
  appointmentChanged: topic(
    "scheduling.appointment-changed.v1",
    "careline.scheduling.v1.AppointmentChanged",
    "appointmentId",
    AppointmentChanged,
  ),
  reminderDue: topic(
    "scheduling.reminder-due.v1",
    "careline.scheduling.v1.ReminderDue",
    "contactId",
    ReminderDue,
  ),
  deliveryChanged: topic(
    "notification.delivery-changed.v1",
    "careline.notification.v1.DeliveryChanged",
    "contactId",
    DeliveryChanged,
  ),
  templateChanged: topic(
    "notification.template-changed.v1",
    "careline.notification.v1.TemplateChanged",
    "templateId",
    TemplateChanged,
  ),
  consentChanged: topic(
    "compliance.consent-changed.v1",
    "careline.compliance.v1.ConsentChanged",
    "contactId",
    ConsentChanged,
  ),
  keyShredded: topic(
    "compliance.key-shredded.v1",
    "careline.compliance.v1.KeyShredded",
    "subjectId",
    KeyShredded,
    { retentionDays: 30 },
  ),
  auditRecorded: topic(
    "compliance.audit-recorded.v1",
    "careline.compliance.v1.AuditRecorded",
    "tenantId",
    AuditRecorded,
    { retentionDays: 30, order: "producer" },
  ),
} as const;
