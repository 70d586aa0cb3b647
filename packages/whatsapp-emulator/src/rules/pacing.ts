import type { BusinessNumber } from "../state/model.ts";

/** Meta: 80 messages a second and number, in and out together; 1,000 after an upgrade; 20 beside the app on a phone. */
export function messagesPerSecond({
  throughput,
  coexists,
}: Pick<BusinessNumber, "throughput" | "coexists">): number {
  if (coexists) return 20;
  return throughput === "HIGH" ? 1_000 : 80;
}

export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

// Meta: one message in six seconds to one person, and 45 at once, borrowed from the time to come.
const pairBurst = 45;
const pairEveryMs = 6_000;

/** What one person may be sent at this moment. */
export function refilled(bucket: Bucket | undefined, at: number): Bucket {
  if (bucket === undefined) return { tokens: pairBurst, at };
  return { tokens: Math.min(pairBurst, bucket.tokens + (at - bucket.at) / pairEveryMs), at };
}
