import type { Address } from "./ports.ts";

/** What a person shows now counts; what they hide now but showed before still reaches them. */
export function mergedAddress(before: Address | undefined, now: Address): Address {
  return {
    phone: now.phone || (before?.phone ?? ""),
    userId: now.userId || (before?.userId ?? ""),
    username: now.username || (before?.username ?? ""),
  };
}
