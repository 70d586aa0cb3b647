import { framed } from "./envelope.ts";
import type { Envelope, SendBody } from "./envelope.ts";
import { filled, listed } from "./limits.ts";

export interface Card {
  /** The whole name, as it is shown. */
  readonly formattedName: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly phones?: readonly CardPhone[] | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly organisation?: string | undefined;
}

export interface CardPhone {
  readonly phone: string;
  /** With it the card has a button that opens a chat. */
  readonly waId?: string | undefined;
  /** WORK, MOBILE… */
  readonly type?: string | undefined;
}

/** Contact cards. Meta: 257 at most. */
export function contactsBody(envelope: Envelope, contacts: { readonly cards: readonly Card[] }): SendBody {
  return framed(envelope, "contacts", listed(1, 257, "contact cards", contacts.cards).map(cardOf));
}

function cardOf(card: Card): SendBody {
  const { formattedName, firstName, lastName, phones = [], emails = [], organisation } = card;
  const formatted = filled("contact name", formattedName);
  // WhatsApp refuses a whole name without one of its parts.
  const first = firstName || lastName ? firstName : formatted;
  return {
    name: {
      formatted_name: formatted,
      ...(first ? { first_name: first } : {}),
      ...(lastName ? { last_name: lastName } : {}),
    },
    ...(phones.length > 0 ? { phones: phones.map(phoneOf) } : {}),
    ...(emails.length > 0 ? { emails: emails.map((email) => ({ email })) } : {}),
    ...(organisation ? { org: { company: organisation } } : {}),
  };
}

function phoneOf({ phone, waId, type }: CardPhone): SendBody {
  const text = filled("contact phone", phone);
  return { phone: text, ...(waId ? { wa_id: waId } : {}), ...(type ? { type } : {}) };
}
