import type { Template } from "./template.ts";

export type PriceType = "regular" | "free_customer_service" | "free_entry_point";

export interface Price {
  readonly type: PriceType;
  readonly category: string;
}

export interface Billed {
  readonly template?: Pick<Template, "category"> | undefined;
  /** The patient came through an ad and was answered in time. */
  readonly isFreeEntry: boolean;
  /** Sent by the marketing messages API. */
  readonly isMarketingApi?: boolean | undefined;
  /** Service messages that this number has had free this month. */
  readonly freeUsed: number;
}

// Meta, since October 2026: 1,000 service messages a month and number are free.
const freeServiceMessages = 1_000;

/** What a message costs, if it is delivered. */
export function priceOf({ template, isFreeEntry, isMarketingApi, freeUsed }: Billed): Price {
  if (isFreeEntry) return { type: "free_entry_point", category: "referral_conversion" };
  if (isMarketingApi === true) return { type: "regular", category: "marketing_lite" };
  if (template !== undefined) return { type: "regular", category: template.category.toLowerCase() };
  const type = freeUsed < freeServiceMessages ? "free_customer_service" : "regular";
  return { type, category: "service" };
}

/** A price as `sent` and `delivered` tell it. */
export function pricing({ type, category }: Price) {
  return { billable: type === "regular", pricing_model: "PMP", type, category };
}
