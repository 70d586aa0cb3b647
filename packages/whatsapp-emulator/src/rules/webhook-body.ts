import { webhookError } from "./refusal.ts";
import type { Json } from "./json.ts";
import type { Message, Patient, PendingStatus } from "../state/model.ts";

export interface Account {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
}

/** A whole webhook body around one value. */
export function webhookBody(account: Account, field: string, value: Json): Json {
  return {
    object: "whatsapp_business_account",
    entry: [{ id: account.wabaId, changes: [{ value, field }] }],
  };
}

/** A webhook about an account, which tells when it happened. */
export function accountBody(wabaId: string, field: string, value: Json, at: number): Json {
  const time = Math.floor(at / 1000);
  return { object: "whatsapp_business_account", entry: [{ id: wabaId, time, changes: [{ value, field }] }] };
}

function messagesValue(account: Account, members: Json): Json {
  return {
    messaging_product: "whatsapp",
    metadata: {
      display_phone_number: account.displayPhoneNumber,
      phone_number_id: account.phoneNumberId,
    },
    ...members,
  };
}

export function inboundBody(account: Account, patient: Patient, message: Json): Json {
  const contact = {
    profile: { name: patient.name, ...(patient.username !== undefined && { username: patient.username }) },
    ...(patient.phone !== null && { wa_id: patient.phone }),
    ...(patient.bsuid !== null && { user_id: patient.bsuid }),
  };
  return webhookBody(
    account,
    "messages",
    messagesValue(account, { contacts: [contact], messages: [message] }),
  );
}

export function statusBody(
  account: Account,
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
    ...(message.bizOpaqueCallbackData !== undefined && {
      biz_opaque_callback_data: message.bizOpaqueCallbackData,
    }),
    ...(pending.conversation !== undefined && { conversation: pending.conversation }),
    ...(pending.pricing !== undefined && { pricing: pending.pricing }),
    ...(pending.code !== undefined && { errors: [webhookError(pending.code)] }),
  };
  const contacts = isFailed ? {} : { contacts: [contact] };
  return webhookBody(account, "messages", messagesValue(account, { ...contacts, statuses: [status] }));
}
