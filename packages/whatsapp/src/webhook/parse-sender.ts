import { at, listOf, phoneOf, textAt } from "../loose.ts";
import type { Sender } from "./identity.ts";

/** What a value says about people, beside the items that name them. */
export interface Beside {
  readonly contacts: readonly Sender[];
  /** The one contact beside one item: it is its person, also when the item names nobody. */
  readonly lone?: Sender | undefined;
}

export function besideOf(value: unknown, items: unknown): Beside {
  const contacts = listOf(at(value, "contacts")).map(contactOf).filter(hasId);
  const isAlone = contacts.length === 1 && listOf(items).length === 1;
  return { contacts, lone: isAlone ? contacts[0] : undefined };
}

/** The person who wrote a message. */
export function senderOf(message: unknown, beside: Beside): Sender | undefined {
  return known(idsAt(message, "from", "from_user_id", "from_parent_user_id"), beside);
}

/** The person to whom staff wrote in the phone app. */
export function addresseeOf(echo: unknown, beside: Beside): Sender | undefined {
  return known(idsAt(echo, "to", "to_user_id", "to_parent_user_id"), beside);
}

/** The person who chose a preference. */
export function chooserOf(preference: unknown, beside: Beside): Sender | undefined {
  return known(idsAt(preference, "wa_id", "user_id", "parent_user_id"), beside);
}

/** The person a status is about. In a group, `recipient_id` is the group. */
export function recipientOf(status: unknown): Sender {
  const phone = isOfGroup(status) ? "recipient_participant_id" : "recipient_id";
  return idsAt(status, phone, "recipient_user_id", "recipient_parent_user_id");
}

export function isOfGroup(status: unknown): boolean {
  return textAt(status, "recipient_type") === "group";
}

/** Contacts are matched by their ids: their order says nothing. */
function known(own: Sender, { contacts, lone }: Beside): Sender | undefined {
  if (!hasId(own)) return lone;
  return { ...contacts.find((contact) => isSame(contact, own)), ...own };
}

/** The ids at these members. */
export function idsAt(item: unknown, phone: string, userId: string, parentUserId?: string): Sender {
  return named({
    phone: phoneOf(at(item, phone)),
    userId: textAt(item, userId),
    parentUserId: parentUserId === undefined ? undefined : textAt(item, parentUserId),
  });
}

function contactOf(contact: unknown): Sender {
  const username = textAt(contact, "profile", "username") ?? textAt(contact, "username");
  const profileName = textAt(contact, "profile", "name");
  return { ...idsAt(contact, "wa_id", "user_id", "parent_user_id"), ...named({ username, profileName }) };
}

function isSame(contact: Sender, own: Sender): boolean {
  if (own.userId !== undefined && contact.userId !== undefined) return own.userId === contact.userId;
  return own.phone !== undefined && own.phone === contact.phone;
}

export function hasId(sender: Sender): boolean {
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
