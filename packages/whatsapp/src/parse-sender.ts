import { at, listOf, objectOf, phoneOf, textAt, textOf } from "./loose.ts";
import type { Sender } from "./webhook.ts";

/**
 * Puts together what a message and the contacts beside it say about its sender. Contacts are matched by their ids:
 * their order says nothing. A lone contact beside a lone message without ids is its sender.
 */
export function senderOf(message: unknown, value: unknown): Sender | undefined {
  const own = named({
    phone: phoneOf(at(message, "from")),
    userId: textAt(message, "from_user_id"),
    parentUserId: textAt(message, "from_parent_user_id"),
  });
  const contacts = listOf(at(value, "contacts")).map(contactOf);
  const isAlone = contacts.length === 1 && listOf(at(value, "messages")).length === 1;
  const matching = contacts.find((contact) =>
    hasId(own) ? isSame(contact, own) : isAlone && hasId(contact),
  );
  const sender = { ...matching, ...own };
  return hasId(sender) ? sender : undefined;
}

/** The person a status is about. */
export function recipientOf(status: unknown): Sender {
  return named({
    phone: phoneOf(at(status, "recipient_id")),
    userId: textAt(status, "recipient_user_id"),
    parentUserId: textAt(status, "recipient_parent_user_id"),
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
