import { at, listOf, textAt } from "../loose.ts";
import type { Where } from "./identity.ts";
import type { InboundMessage } from "./inbound-message.ts";
import { echoOf, messageOf } from "./parse-message.ts";
import { preferenceOf } from "./parse-preference.ts";
import { type Beside, besideOf } from "./parse-sender.ts";
import { statusOf } from "./parse-status.ts";
import type { StatusUpdate } from "./status-update.ts";
import type { OtherChange } from "./webhook.ts";

export interface Found {
  readonly messages: InboundMessage[];
  readonly statuses: StatusUpdate[];
  readonly others: OtherChange[];
}

type ReadChat = (item: unknown, beside: Beside, where: Where) => InboundMessage | undefined;

/** Fields that tell of chats, and the parts of their values. */
export const chatFields: ReadonlyMap<string, readonly string[]> = new Map([
  ["messages", ["messages", "statuses", "errors", "standby"]],
  ["smb_message_echoes", ["message_echoes"]],
  ["user_preferences", ["user_preferences"]],
]);

/** Reads one value of such a field. */
export function readChats(wabaId: string, field: string, value: unknown, found: Found): void {
  const phoneNumberId = textAt(value, "metadata", "phone_number_id");
  const other = { wabaId, phoneNumberId, field };
  const isKnown = chatFields.get(field)?.some((part) => at(value, part) !== undefined) ?? false;
  if (phoneNumberId === undefined || !isKnown) {
    found.others.push({ ...other, why: "unknown-shape", understood: false, value });
    return;
  }
  const where = { wabaId, phoneNumberId };
  collectChats("messages", messageOf);
  collectChats("message_echoes", echoOf);
  collectChats("user_preferences", preferenceOf);
  collect(at(value, "statuses"), found.statuses, (item) => statusOf(item, where));
  if (at(value, "errors") !== undefined)
    found.others.push({ ...other, why: "errors", understood: true, value: at(value, "errors") });
  // While Meta's own agent holds the chat, its messages are recorded and never answered.
  if (at(value, "standby") !== undefined)
    found.others.push({ ...other, why: "standby", understood: true, value: at(value, "standby") });

  function collectChats(part: string, read: ReadChat): void {
    const items = at(value, part);
    if (items === undefined) return;
    const beside = besideOf(value, items);
    collect(items, found.messages, (item) => read(item, beside, where));
  }

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
