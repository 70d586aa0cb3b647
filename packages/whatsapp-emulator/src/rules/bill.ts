import type { Message } from "../state/model.ts";

export interface Rates {
  readonly currency: string;
  /** By pricing category, of one message of type regular. */
  readonly perMessage: Readonly<Record<string, number>>;
}

/** Invented: Meta's own differ by country and quarter. */
export const inventedRates: Rates = {
  currency: "EUR",
  perMessage: {
    service: 0.004,
    utility: 0.016,
    authentication: 0.018,
    marketing: 0.06,
    marketing_lite: 0.06,
  },
};

export interface BillLine {
  readonly phoneNumberId: string;
  readonly category: string;
  readonly type: string;
  readonly count: number;
  readonly cost: number;
}

/** What was delivered in a month (UTC, YYYY-MM) and what it costs: Meta charges by the delivered message. */
export function billOf(messages: readonly Message[], month: string, rates: Rates = inventedRates) {
  const lines = new Map<string, BillLine>();
  for (const { price, statuses, phoneNumberId } of messages) {
    const deliveredAt = statuses.find(({ status }) => ["delivered", "read", "played"].includes(status))?.at;
    if (price === undefined || deliveredAt === undefined) continue;
    if (new Date(deliveredAt).toISOString().slice(0, 7) !== month) continue;
    const key = [phoneNumberId, price.category, price.type].join("/");
    const count = (lines.get(key)?.count ?? 0) + 1;
    const rate = price.type === "regular" ? (rates.perMessage[price.category] ?? 0) : 0;
    lines.set(key, { phoneNumberId, ...price, count, cost: rounded(rate * count) });
  }
  const all = [...lines.values()];
  const total = rounded(all.reduce((sum, { cost }) => sum + cost, 0));
  return { month, currency: rates.currency, lines: all, total };
}

function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
