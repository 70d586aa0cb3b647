import { at, momentOf, objectOf, textAt } from "../loose.ts";
import { accountFields } from "./account-fields.ts";
import { chatFields, type Found, readChats } from "./parse-chats.ts";
import type { OtherChange, ParsedWebhook } from "./webhook.ts";

/**
 * Reads whatever WhatsApp posted, already parsed as JSON. It never throws: what it does not know, or cannot read,
 * is among `others` as it came, and never spoils what stands beside it.
 */
export function parseWebhook(body: unknown): ParsedWebhook {
  const found: Found = { messages: [], statuses: [], others: [] };
  const entries = at(body, "entry");
  if (at(body, "object") !== "whatsapp_business_account" || !Array.isArray(entries)) {
    found.others.push(odd("", textAt(body, "object") ?? "", body));
    return found;
  }
  for (const entry of entries) readEntry(entry, found);
  return found;
}

function readEntry(entry: unknown, found: Found): void {
  const wabaId = textAt(entry, "id") ?? "";
  const changes = at(entry, "changes");
  if (!Array.isArray(changes)) {
    found.others.push(odd(wabaId, "", entry));
    return;
  }
  for (const change of changes) {
    const field = textAt(change, "field");
    const value = at(change, "value");
    if (field === undefined || objectOf(value) === undefined)
      found.others.push(odd(wabaId, field ?? "", change));
    else if (chatFields.has(field)) readChats(wabaId, field, value, found);
    else found.others.push(account(wabaId, field, value, at(entry, "time")));
  }
}

function account(wabaId: string, field: string, value: unknown, time: unknown): OtherChange {
  const understood = accountFields.has(field);
  const phoneNumberId =
    textAt(value, "metadata", "phone_number_id") ?? textAt(value, "recipient", "phone_number_id");
  const why = understood ? "account" : "unknown-field";
  return { wabaId, phoneNumberId, field, why, understood, at: momentOf(time), value };
}

function odd(wabaId: string, field: string, value: unknown): OtherChange {
  return { wabaId, field, why: "unknown-shape", understood: false, value };
}
