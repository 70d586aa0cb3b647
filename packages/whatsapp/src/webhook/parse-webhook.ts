import { at, listOf, momentOf, objectOf, textAt } from "../loose.ts";
import { accountFields } from "./account-fields.ts";
import { echoOf, messageOf } from "./parse-message.ts";
import { preferenceOf } from "./parse-preference.ts";
import { statusOf } from "./parse-status.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { StatusUpdate } from "./status-update.ts";
import type { OtherChange, ParsedWebhook } from "./webhook.ts";

interface Found {
  readonly messages: InboundMessage[];
  readonly statuses: StatusUpdate[];
  readonly others: OtherChange[];
}

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
    else if (fieldsOfChats.has(field)) readChats(wabaId, field, value, found);
    else found.others.push(account(wabaId, field, value, at(entry, "time")));
  }
}

const fieldsOfChats: ReadonlyMap<string, readonly string[]> = new Map([
  ["messages", ["messages", "statuses", "errors", "standby"]],
  ["smb_message_echoes", ["message_echoes", "errors"]],
  ["user_preferences", ["user_preferences", "errors"]],
]);

function readChats(wabaId: string, field: string, value: unknown, found: Found): void {
  const phoneNumberId = textAt(value, "metadata", "phone_number_id");
  const other = { wabaId, phoneNumberId, field };
  const isKnown = fieldsOfChats.get(field)?.some((part) => at(value, part) !== undefined) === true;
  if (phoneNumberId === undefined || !isKnown) {
    found.others.push({ ...other, why: "unknown-shape", understood: false, value });
    return;
  }
  const where = { wabaId, phoneNumberId };
  collect(at(value, "messages"), found.messages, (item) => messageOf(item, value, where));
  collect(at(value, "message_echoes"), found.messages, (item) => echoOf(item, value, where));
  collect(at(value, "user_preferences"), found.messages, (item) => preferenceOf(item, value, where));
  collect(at(value, "statuses"), found.statuses, (item) => statusOf(item, where));
  if (at(value, "errors") !== undefined)
    found.others.push({ ...other, why: "errors", understood: true, value: at(value, "errors") });
  // While Meta's own agent holds the chat, its messages are recorded and never answered.
  if (at(value, "standby") !== undefined)
    found.others.push({ ...other, why: "standby", understood: true, value: at(value, "standby") });

  function collect<T>(items: unknown, into: T[], read: (item: unknown) => T | undefined): void {
    if (items !== undefined && !Array.isArray(items)) found.others.push(oddItem(items));
    for (const item of listOf(items)) {
      const one = read(item);
      if (one === undefined) found.others.push(oddItem(item));
      else into.push(one);
    }
  }

  function oddItem(item: unknown): OtherChange {
    return { ...other, why: "unknown-shape", understood: false, value: item };
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
