import { at, phoneOf, textAt } from "../loose.ts";
import type { IdentityChange, Sender } from "./identity.ts";

export function changeOf(body: unknown): IdentityChange {
  return {
    type: textAt(body, "type") ?? "",
    phone: phoneOf(at(body, "wa_id")) ?? phoneOf(at(body, "new_wa_id")),
    userId: textAt(body, "user_id"),
    previousUserId: textAt(body, "previous_user_id"),
  };
}

/** A system message may name nobody but the ids that changed: the old one is who it is from. */
export function changedSender(change: IdentityChange | undefined): Sender | undefined {
  const userId = change?.previousUserId ?? change?.userId;
  if (userId !== undefined) return { userId };
  return change?.phone === undefined ? undefined : { phone: change.phone };
}
