import { at, phoneOf, textAt } from "../loose.ts";
import type { IdentityChange, Sender } from "./identity.ts";
import { hasId, idsAt } from "./parse-sender.ts";

export function changeOf(body: unknown): IdentityChange {
  return {
    type: textAt(body, "type") ?? "",
    phone: phoneOf(at(body, "wa_id")) ?? phoneOf(at(body, "new_wa_id")),
    userId: textAt(body, "user_id"),
    previousUserId: textAt(body, "previous_user_id"),
  };
}

/**
 * Who a system message without a sender is from: it may name nobody but the ids that changed. The old ones say it best;
 * older bodies have the old number as `customer`.
 */
export function changedSender(body: unknown): Sender | undefined {
  const before = idsAt(body, "customer", "previous_user_id");
  const { phone, userId } = changeOf(body);
  return [before, { phone, userId }].find(hasId);
}
