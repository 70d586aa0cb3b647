import { at, listOf, objectOf, phoneOf, textAt } from "../loose.ts";
import type { ContactCard, ContactPhone, SharedContacts } from "./inbound-parts.ts";

/** Reads the cards of an address book; entries that are none are left out. */
export function cardsOf(body: unknown): SharedContacts {
  const entries = listOf(body).filter((entry) => objectOf(entry) !== undefined);
  const requested = entries.some((entry) => textAt(entry, "origin") === "contact_request");
  return { cards: entries.map(cardOf), requested };
}

function cardOf(entry: unknown): ContactCard {
  const firstName = textAt(entry, "name", "first_name");
  const lastName = textAt(entry, "name", "last_name");
  const names = [firstName, lastName].filter((name) => name !== undefined);
  return {
    formattedName: textAt(entry, "name", "formatted_name") ?? names.join(" "),
    firstName,
    lastName,
    phones: listOf(at(entry, "phones")).map(phoneOfCard).filter(hasNumber),
    emails: listOf(at(entry, "emails")).flatMap((email) => textAt(email, "email") ?? []),
    organisation: textAt(entry, "org", "company"),
  };
}

function phoneOfCard(entry: unknown): ContactPhone {
  return {
    phone: textAt(entry, "phone"),
    waId: phoneOf(at(entry, "wa_id")),
    type: textAt(entry, "type"),
  };
}

function hasNumber({ phone, waId }: ContactPhone): boolean {
  return phone !== undefined || waId !== undefined;
}
