/** Unique people that a portfolio may write to outside their windows in 24 hours. Meta's, since October 2025. */
export const messagingLimits = {
  TIER_250: 250,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: Infinity,
} as const;

export type MessagingLimit = keyof typeof messagingLimits;
