import { type Price, pricing } from "../rules/pricing.ts";
import type { PlannedStatus } from "../rules/status-plan.ts";
import type { Message, PendingStatus, Recipient } from "../state/model.ts";
import type { State } from "../state/state.ts";

/** What the statuses of a message tell beside how far it has come. */
export interface Telling {
  readonly recipient: Recipient;
  readonly price?: Price;
  /** Until when the visit lasts that came through an ad. */
  readonly freeEntryUntil?: number;
}

/** Keeps the statuses that are to come. Call inside a transaction; `watch` them afterwards. */
export function keepComing(
  state: State,
  message: Message,
  plan: readonly PlannedStatus[],
  { recipient, price, freeEntryUntil }: Telling,
): readonly PendingStatus[] {
  const startedAt = Date.now();
  const coming = plan.map(({ afterMs, ...planned }): PendingStatus => {
    const tells = planned.status === "sent" || planned.status === "delivered";
    return {
      ...planned,
      id: `${message.id}/${planned.status}`,
      order: state.nextOrder(),
      messageId: message.id,
      dueAt: startedAt + afterMs,
      recipient,
      ...(tells && price !== undefined && { pricing: pricing(price) }),
      ...(tells && freeEntryUntil !== undefined && { conversation: visit(message, freeEntryUntil) }),
    };
  });
  for (const each of coming) state.pendingStatuses.put(each.id, each);
  return coming;
}

// Since v24 told of such visits only.
function visit(message: Message, freeEntryUntil: number) {
  return {
    id: `${message.phoneNumberId}${freeEntryUntil}`,
    expiration_timestamp: String(Math.floor(freeEntryUntil / 1000)),
    origin: { type: "referral_conversion" },
  };
}
