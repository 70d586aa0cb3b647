import type { EmulatorOptions } from "../options.ts";
import { type MessagingLimit, messagingLimits } from "../rules/messaging-limit.ts";
import { limitsOf } from "./limits.ts";
import type { State } from "./state.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** How many people all numbers together may write to outside their windows. */
export function messagingLimitOf(state: State, options: EmulatorOptions): MessagingLimit {
  const limits = limitsOf(state, options);
  return limits === "off" ? "TIER_UNLIMITED" : (limits.messagingLimit ?? "TIER_UNLIMITED");
}

/** True when this person is among those of the last 24 hours, or there is room for one more. */
export function mayReach(state: State, options: EmulatorOptions, person: string, now: number): boolean {
  const { reached } = state;
  // Whoever was reached again stands at the end, so the oldest stand first.
  for (const { person: oldest, at } of reached.values()) {
    if (at > now - dayMs) break;
    reached.delete(oldest);
  }
  return (
    reached.get(person) !== undefined || reached.size < messagingLimits[messagingLimitOf(state, options)]
  );
}

/** Remembers whom a message outside the window was sent to. */
export function countReached({ reached }: State, person: string, now: number): void {
  reached.delete(person);
  reached.put(person, { person, at: now });
}
