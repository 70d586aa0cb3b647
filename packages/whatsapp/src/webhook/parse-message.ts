import { at, flagOf, momentOf, objectOf, textAt } from "../loose.ts";
import { contentOf } from "./parse-content.ts";
import { referralOf } from "./parse-referral.ts";
import { addresseeOf, type Beside, senderOf } from "./parse-sender.ts";
import { changedSender } from "./parse-system.ts";
import type { Where } from "./identity.ts";
import type { InboundMessage } from "./inbound-message.ts";

/** Reads one message; undefined when it has no id or nobody sent it. */
export function messageOf(item: unknown, beside: Beside, where: Where): InboundMessage | undefined {
  const content = read(item);
  const from = senderOf(item, beside) ?? changedSender(at(item, "system"));
  return content && from && { ...where, ...content, from, isEcho: false };
}

/** Reads what staff wrote in the phone app; undefined when it has no id or does not say to whom. */
export function echoOf(item: unknown, beside: Beside, where: Where): InboundMessage | undefined {
  const content = read(item);
  const from = addresseeOf(item, beside);
  return content && from && { ...where, ...content, from, isEcho: true };
}

type Read = Omit<InboundMessage, keyof Where | "from" | "isEcho">;

function read(item: unknown): Read | undefined {
  const message = objectOf(item);
  const id = textAt(message, "id");
  if (message === undefined || id === undefined) return undefined;
  const originalType = textAt(message, "type") ?? "";
  const content = contentOf(message, originalType);
  return {
    id,
    at: momentOf(message["timestamp"]),
    originalType,
    text: "",
    referral: referralOf(message["referral"]),
    isForwarded: isForwarded(message["context"]),
    groupId: textAt(message, "group_id"),
    ...content,
    contextId: content.contextId ?? textAt(message, "context", "id"),
    raw: item,
  };
}

function isForwarded(context: unknown): boolean {
  return ["forwarded", "frequently_forwarded"].some((key) => flagOf(at(context, key)) === true);
}
