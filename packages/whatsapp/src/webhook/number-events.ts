import { at, numberOf, phoneOf, textAt } from "../loose.ts";
import type {
  CapabilityEvent,
  NumberNameEvent,
  NumberQualityEvent,
  SecurityEvent,
  UsernameEvent,
} from "./account-event.ts";
import { tierLimit } from "./tier-limit.ts";

export function numberQualityOf(value: unknown): NumberQualityEvent | undefined {
  const event = textAt(value, "event");
  if (event === undefined) return undefined;
  const limit = dailyLimitOf(value) ?? tierLimit(at(value, "current_limit"));
  return { kind: "number-quality", number: displayedAt(value), event, limit };
}

export function numberNameOf(value: unknown): NumberNameEvent | undefined {
  const decision = textAt(value, "decision");
  if (decision === undefined) return undefined;
  const reason = textAt(value, "rejection_reason");
  return {
    kind: "number-name",
    number: displayedAt(value),
    decision,
    name: textAt(value, "requested_verified_name"),
    reason: reason === "NONE" ? undefined : reason,
  };
}

export function capabilityOf(value: unknown): CapabilityEvent | undefined {
  const maxDailyConversations = dailyLimitOf(value);
  const maxNumbers =
    numberOf(at(value, "max_phone_numbers_per_business")) ??
    numberOf(at(value, "max_phone_numbers_per_waba"));
  if (maxDailyConversations === undefined && maxNumbers === undefined) return undefined;
  return { kind: "capability", maxDailyConversations, maxNumbers };
}

export function securityOf(value: unknown): SecurityEvent | undefined {
  const event = textAt(value, "event");
  if (event === undefined) return undefined;
  return { kind: "security", number: displayedAt(value), event, requester: textAt(value, "requester") };
}

export function usernameOf(value: unknown): UsernameEvent | undefined {
  const status = textAt(value, "status");
  if (status === undefined) return undefined;
  return { kind: "username", number: displayedAt(value), status, username: textAt(value, "username") };
}

/** Digits, however the number is displayed. */
export function displayedAt(value: unknown): string | undefined {
  return phoneOf(at(value, "display_phone_number")) ?? phoneOf(at(value, "phone_number"));
}

/** Bodies of before 2026 gave the limit of one number, in the singular. */
function dailyLimitOf(value: unknown): ReturnType<typeof tierLimit> {
  return (
    tierLimit(at(value, "max_daily_conversations_per_business")) ??
    tierLimit(at(value, "max_daily_conversation_per_phone"))
  );
}
