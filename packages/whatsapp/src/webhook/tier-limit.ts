import { textOf } from "../loose.ts";
import type { ContactLimit } from "./account-event.ts";

const units: Readonly<Record<string, number>> = { "": 1, K: 1_000, M: 1_000_000 };

/**
 * How many unique people a business may write to outside their windows in any 24 hours, all its numbers together.
 * Reads Meta's word for it (`TIER_50`, `TIER_250`, `TIER_1K`, `TIER_2K`, `TIER_10K`, `TIER_100K`, `TIER_UNLIMITED`, in
 * any case) and the plain number that bodies before 2026 gave, where -1 is no limit. Undefined for `TIER_NOT_SET` and
 * for what is no tier. Meta: the limit belongs to the business portfolio since 2025-10-08; 250, 2,000, 10,000,
 * 100,000, unlimited.
 */
export function tierLimit(tier: unknown): ContactLimit | undefined {
  const word = textOf(tier)
    ?.trim()
    .toUpperCase()
    .replace(/^TIER_/, "");
  if (word === "UNLIMITED" || word === "-1") return "unlimited";
  const [, digits, unit] = /^(\d{1,9})([KM]?)$/.exec(word ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits) * (units[unit ?? ""] ?? 1);
}
