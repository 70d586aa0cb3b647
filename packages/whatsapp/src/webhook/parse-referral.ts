import { objectOf, textAt } from "../loose.ts";
import type { Referral } from "./inbound-parts.ts";

export function referralOf(referral: unknown): Referral | undefined {
  if (objectOf(referral) === undefined) return undefined;
  return {
    sourceType: textAt(referral, "source_type"),
    sourceId: textAt(referral, "source_id"),
    sourceUrl: textAt(referral, "source_url"),
    headline: textAt(referral, "headline"),
    body: textAt(referral, "body"),
  };
}
