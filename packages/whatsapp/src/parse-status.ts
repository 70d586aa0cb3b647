import { listOf, momentOf, objectOf, textAt } from "./loose.ts";
import { recipientOf } from "./parse-sender.ts";
import type { StatusUpdate, StatusWord, Where } from "./webhook.ts";

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
  return {
    ...where,
    id,
    status: words.get(originalStatus) ?? "other",
    originalStatus,
    at: momentOf(status["timestamp"]),
    recipient: recipientOf(status),
    callbackData: textAt(status, "biz_opaque_callback_data"),
    errorCode: errorCodeOf(status["errors"]),
    pricingCategory: textAt(status, "pricing", "category"),
    raw: item,
  };
}

function errorCodeOf(errors: unknown): number | undefined {
  const code = Number(textAt({ first: listOf(errors)[0] }, "first", "code"));
  return Number.isSafeInteger(code) ? code : undefined;
}
