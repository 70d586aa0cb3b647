import { createHash } from "node:crypto";
import { momentOf, objectOf, textAt } from "../loose.ts";
import { type Beside, chooserOf } from "./parse-sender.ts";
import type { Where } from "./identity.ts";
import type { InboundMessage } from "./inbound-message.ts";

/**
 * Reads that a person stopped or resumed marketing in WhatsApp's own settings. Undefined for what is neither, or about
 * something else than marketing, or of nobody.
 */
export function preferenceOf(item: unknown, beside: Beside, where: Where): InboundMessage | undefined {
  const preference = objectOf(item);
  const text = textAt(preference, "value");
  const from = chooserOf(item, beside);
  const category = textAt(preference, "category") ?? "marketing_messages";
  if (preference === undefined || from === undefined || category !== "marketing_messages") return undefined;
  if (text !== "stop" && text !== "resume") return undefined;
  const who = from.userId ?? from.phone ?? "";
  return {
    ...where,
    id: idOf(who, textAt(preference, "timestamp") ?? "", text),
    from,
    at: momentOf(preference["timestamp"]),
    kind: "preference",
    originalType: "user_preferences",
    text,
    isForwarded: false,
    isEcho: false,
    raw: item,
  };
}

/** WhatsApp gives preferences no id, and may send one twice. */
function idOf(...parts: readonly string[]): string {
  return `preference.${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}
