import { pricing } from "../rules/pricing.ts";
import type { PlannedStatus } from "../rules/status-plan.ts";
import { isFreeEntry } from "../rules/window.ts";
import { chatOf } from "../state/chats.ts";
import type { Chat, Message, PendingStatus, Recipient } from "../state/model.ts";
import type { World } from "../world.ts";

/** Keeps the statuses that are to come. Call inside a transaction; `watch` them afterwards. */
export function keepComing(
  { state, now }: World,
  message: Message,
  plan: readonly PlannedStatus[],
  recipient: Recipient,
): readonly PendingStatus[] {
  const startedAt = Date.now();
  const { price } = message;
  const chat = chatOf(state, message.phoneNumberId, message.patientId ?? "");
  const conversation = isFreeEntry(chat, now()) ? visit(chat) : undefined;
  const coming = plan.map(({ afterMs, ...planned }): PendingStatus => {
    const tells = price !== undefined && (planned.status === "sent" || planned.status === "delivered");
    return {
      ...planned,
      id: `${message.id}/${planned.status}`,
      order: state.nextOrder(),
      messageId: message.id,
      dueAt: startedAt + afterMs,
      recipient,
      ...(tells && { pricing: pricing(price), ...(conversation !== undefined && { conversation }) }),
    };
  });
  for (const each of coming) state.pendingStatuses.put(each.id, each);
  return coming;
}

// Since v24 only such visits are told of as conversations.
function visit({ phoneNumberId, freeEntryUntil = 0 }: Chat) {
  return {
    id: `${phoneNumberId}${freeEntryUntil}`,
    expiration_timestamp: String(Math.floor(freeEntryUntil / 1000)),
    origin: { type: "referral_conversion" },
  };
}
