import { webhookError } from "./refusal.ts";
import type { Json } from "./json.ts";
import type { BusinessNumber, Message, Patient, PendingStatus } from "../state/model.ts";

/** A whole webhook body around one value. */
export function webhookBody({ wabaId }: { readonly wabaId: string }, field: string, value: Json): Json {
  return {
    object: "whatsapp_business_account",
    entry: [{ id: wabaId, changes: [{ value, field }] }],
  };
}

/** A webhook about an account, which tells when it happened. */
export function accountBody(wabaId: string, field: string, value: Json, at: number): Json {
  const time = Math.floor(at / 1000);
  return { object: "whatsapp_business_account", entry: [{ id: wabaId, time, changes: [{ value, field }] }] };
}

function messagesValue(number: BusinessNumber, members: Json): Json {
  return {
    messaging_product: "whatsapp",
    metadata: {
      display_phone_number: number.displayPhoneNumber,
      phone_number_id: number.phoneNumberId,
    },
    ...members,
  };
}

/** A webhook about messages of a number: `members` are its messages, statuses or errors. */
export function messagesBody(number: BusinessNumber, members: Json): Json {
  return webhookBody(number, "messages", messagesValue(number, members));
}

export function inboundBody(number: BusinessNumber, patient: Patient, message: Json): Json {
  const contact = {
    profile: { name: patient.name, ...(patient.username !== undefined && { username: patient.username }) },
    ...(patient.phone !== null && { wa_id: patient.phone }),
    ...(patient.bsuid !== null && { user_id: patient.bsuid }),
    ...(number.checksIdentity && { identity_key_hash: patient.identityKeyHash }),
  };
  // What WhatsApp says about a patient comes without a card.
  const contacts = message["type"] === "system" ? {} : { contacts: [contact] };
  return webhookBody(number, "messages", messagesValue(number, { ...contacts, messages: [message] }));
}

export function statusBody(
  number: BusinessNumber,
  pending: PendingStatus,
  message: Message,
  patient: Patient | undefined,
  at: number,
): Json {
  const { phone, bsuid } = pending.recipient;
  const isFailed = pending.status === "failed";
  const username = pending.status === "sent" ? undefined : patient?.username;
  const contact = {
    ...(username !== undefined && { profile: { username } }),
    ...(phone !== undefined && { wa_id: phone }),
    ...(bsuid !== undefined && { user_id: bsuid }),
  };
  const status = {
    id: message.id,
    status: pending.status,
    timestamp: String(Math.floor(at / 1000)),
    ...(phone !== undefined && { recipient_id: phone }),
    // A failed send to a phone does not tell who is behind it.
    ...(bsuid !== undefined && (!isFailed || phone === undefined) && { recipient_user_id: bsuid }),
    ...(number.checksIdentity &&
      patient !== undefined && { recipient_identity_key_hash: patient.identityKeyHash }),
    ...(message.bizOpaqueCallbackData !== undefined && {
      biz_opaque_callback_data: message.bizOpaqueCallbackData,
    }),
    ...(pending.conversation !== undefined && { conversation: pending.conversation }),
    ...(pending.pricing !== undefined && { pricing: pending.pricing }),
    ...(pending.code !== undefined && { errors: [webhookError(pending.code)] }),
  };
  const contacts = isFailed ? {} : { contacts: [contact] };
  return webhookBody(number, "messages", messagesValue(number, { ...contacts, statuses: [status] }));
}
