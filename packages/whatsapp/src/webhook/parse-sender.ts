import { at, listOf, objectOf, phoneOf, textAt, textOf } from "../loose.ts";
import type { Sender } from "./identity.ts";

/** The person who wrote a message. */
export function senderOf(message: unknown, value: unknown): Sender | undefined {
  return known(idsAt(message, "from", "from_user_id", "from_parent_user_id"), value, "messages");
}

/** The person to whom staff wrote in the phone app. */
export function addresseeOf(echo: unknown, value: unknown): Sender | undefined {
  return known(idsAt(echo, "to", "to_user_id", "to_parent_user_id"), value, "message_echoes");
}

/** The person who chose a preference. */
export function chooserOf(preference: unknown, value: unknown): Sender | undefined {
  return known(idsAt(preference, "wa_id", "user_id", "parent_user_id"), value, "user_preferences");
}

/** The person a status is about. In a group, `recipient_id` is the group. */
export function recipientOf(status: unknown): Sender {
  const phone = isOfGroup(status) ? "recipient_participant_id" : "recipient_id";
  return idsAt(status, phone, "recipient_user_id", "recipient_parent_user_id");
}

export function isOfGroup(status: unknown): boolean {
  return textAt(status, "recipient_type") === "group";
}

/**
 * Puts together what an item and the contacts beside it say about a person. Contacts are matched by their ids: their
 * order says nothing. A lone contact beside a lone item without ids is its person.
 */
function known(own: Sender, value: unknown, items: string): Sender | undefined {
  const contacts = listOf(at(value, "contacts")).map(contactOf);
  const isAlone = contacts.length === 1 && listOf(at(value, items)).length === 1;
  const matching = contacts.find((contact) =>
    hasId(own) ? isSame(contact, own) : isAlone && hasId(contact),
  );
  const person = { ...matching, ...own };
  return hasId(person) ? person : undefined;
}

function idsAt(item: unknown, phone: string, userId: string, parentUserId: string): Sender {
  return named({
    phone: phoneOf(at(item, phone)),
    userId: textAt(item, userId),
    parentUserId: textAt(item, parentUserId),
  });
}

function contactOf(contact: unknown): Sender {
  const profile = objectOf(at(contact, "profile"));
  return named({
    phone: phoneOf(at(contact, "wa_id")),
    userId: textAt(contact, "user_id"),
    parentUserId: textAt(contact, "parent_user_id"),
    username: textAt(profile, "username") ?? textAt(contact, "username"),
    profileName: textOf(profile?.["name"]),
  });
}

function isSame(contact: Sender, own: Sender): boolean {
  if (own.userId !== undefined && contact.userId !== undefined) return own.userId === contact.userId;
  return own.phone !== undefined && own.phone === contact.phone;
}

function hasId(sender: Sender): boolean {
  return sender.phone !== undefined || sender.userId !== undefined;
}

/** Leaves out what is not there, so that one source does not hide what another knows. */
function named({ phone, userId, parentUserId, username, profileName }: Sender): Sender {
  return {
    ...(phone !== undefined && { phone }),
    ...(userId !== undefined && { userId }),
    ...(parentUserId !== undefined && { parentUserId }),
    ...(username !== undefined && { username }),
    ...(profileName !== undefined && { profileName }),
  };
}
