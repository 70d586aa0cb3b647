import { randomBytes } from "node:crypto";
import { whatsappOf } from "../stack/clinics.ts";
import { contentOf, lineOf } from "./script.ts";

export interface Asked {
  readonly step: number;
  readonly intendedAtMs: number;
  readonly sentAtMs: number;
}

/** A made-up patient of one of the clinics: what they wrote, and what still has no answer. */
export interface Contact {
  readonly phone: string;
  readonly userId: string;
  readonly clinic: number;
  step: number;
  readonly open: Asked[];
}

export function contactsFor(count: number, clinics: number): readonly Contact[] {
  return Array.from({ length: count }, (_, index) => ({
    phone: `346${String(10_000_000 + index)}`,
    userId: `ES.${String(700_000_000_000 + index)}`,
    clinic: index % clinics,
    step: 0,
    open: [],
  }));
}

/** The webhook of what a contact writes at a step, as Meta sends it. */
export function messageBody({ phone, userId, clinic }: Contact, step: number): string {
  const message = {
    from: phone,
    from_user_id: userId,
    id: `wamid.${randomBytes(27).toString("base64")}`,
    timestamp: nowSeconds(),
    ...contentOf(lineOf(step)),
  };
  const contact = { profile: { name: "Lucía Ortega" }, wa_id: phone, user_id: userId };
  return envelope(clinic, { contacts: [contact], messages: [message] });
}

export interface Sent {
  readonly wamid: string;
  readonly clinic: number;
  readonly callbackData: string | undefined;
}

/** The webhook of one status of a message that was sent to a contact. */
export function statusBody({ phone, userId }: Contact, sent: Sent, status: string): string {
  const update = {
    id: sent.wamid,
    status,
    timestamp: nowSeconds(),
    recipient_id: phone,
    recipient_user_id: userId,
    biz_opaque_callback_data: sent.callbackData,
    pricing: { billable: false, pricing_model: "PMP", category: "service", type: "free_customer_service" },
  };
  return envelope(sent.clinic, { contacts: [{ wa_id: phone, user_id: userId }], statuses: [update] });
}

function envelope(clinic: number, members: object): string {
  const { wabaId, phoneNumberId, displayPhoneNumber } = whatsappOf(clinic);
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  const value = { messaging_product: "whatsapp", metadata, ...members };
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: wabaId, changes: [{ value, field: "messages" }] }],
  });
}

function nowSeconds(): string {
  return String(Math.floor(Date.now() / 1_000));
}
