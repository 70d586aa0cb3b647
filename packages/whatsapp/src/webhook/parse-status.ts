import { at, flagOf, momentOf, objectOf, textAt } from "../loose.ts";
import { errorsOf } from "./parse-errors.ts";
import { isOfGroup, recipientOf } from "./parse-sender.ts";
import type { Where } from "./identity.ts";
import type { Pricing, StatusConversation, StatusUpdate, StatusWord } from "./status-update.ts";

const words: ReadonlyMap<string, StatusWord> = new Map([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["played", "read"],
  ["failed", "failed"],
]);

/** Reads one status; undefined when it does not say of which message, or what. */
export function statusOf(item: unknown, where: Where): StatusUpdate | undefined {
  const status = objectOf(item);
  const id = textAt(status, "id");
  const originalStatus = textAt(status, "status");
  if (status === undefined || id === undefined || originalStatus === undefined) return undefined;
  const errors = errorsOf(status["errors"]);
  const pricing = pricingOf(status["pricing"]);
  return {
    ...where,
    id,
    status: words.get(originalStatus) ?? "other",
    originalStatus,
    at: momentOf(status["timestamp"]),
    recipient: recipientOf(status),
    groupId: isOfGroup(status) ? textAt(status, "recipient_id") : undefined,
    callbackData: textAt(status, "biz_opaque_callback_data"),
    errorCode: errors[0]?.code,
    errors,
    pricingCategory: pricing?.category,
    pricing,
    conversation: conversationOf(status["conversation"]),
    raw: item,
  };
}

function pricingOf(pricing: unknown): Pricing | undefined {
  if (objectOf(pricing) === undefined) return undefined;
  const billable = flagOf(at(pricing, "billable"));
  return { category: textAt(pricing, "category"), type: textAt(pricing, "type"), billable };
}

function conversationOf(conversation: unknown): StatusConversation | undefined {
  if (objectOf(conversation) === undefined) return undefined;
  return {
    id: textAt(conversation, "id"),
    origin: textAt(conversation, "origin", "type"),
    expiresAt: momentOf(at(conversation, "expiration_timestamp")),
  };
}
