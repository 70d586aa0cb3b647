import { expect, test } from "vitest";
import { tierLimit } from "./tier-limit.ts";

test.each([
  ["TIER_50", 50],
  ["TIER_250", 250],
  ["TIER_1K", 1_000],
  ["TIER_2K", 2_000],
  ["TIER_10K", 10_000],
  ["TIER_100K", 100_000],
  ["tier_2k", 2_000],
  ["TIER_UNLIMITED", "unlimited"],
  [250, 250],
  ["250", 250],
  [-1, "unlimited"],
  ["TIER_NOT_SET", undefined],
  ["TIER_", undefined],
  ["TIER_2.5K", undefined],
  ["lots", undefined],
  [null, undefined],
  [{ tier: 250 }, undefined],
])("%j is %s", (tier, limit) => {
  expect(tierLimit(tier)).toBe(limit);
});
