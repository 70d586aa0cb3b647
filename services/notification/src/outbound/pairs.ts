import type { Ports } from "../app/ports.ts";
import { type PaidUntil, pairMayGoAt, pairRefused, pairSent } from "../domain/pair.ts";

const tidyAt = 10_000;

/** Remembers how much was said to each person from each number, as long as that matters. */
export function pairs(now: () => Date): Ports["pairs"] {
  const paid = new Map<string, PaidUntil>();

  function keep(key: string, after: (paidUntil: PaidUntil, nowMs: number) => PaidUntil): void {
    const nowMs = now().getTime();
    paid.set(key, after(paid.get(key) ?? 0, nowMs));
    if (paid.size < tidyAt) return;
    for (const [other, until] of paid) if (until <= nowMs) paid.delete(other);
  }

  return {
    mayGoAt: (phoneNumberId, contactId) =>
      new Date(pairMayGoAt(paid.get(keyOf(phoneNumberId, contactId)) ?? 0)),
    sent: (phoneNumberId, contactId) => keep(keyOf(phoneNumberId, contactId), pairSent),
    refused: (phoneNumberId, contactId) => keep(keyOf(phoneNumberId, contactId), pairRefused),
  };
}

const keyOf = (phoneNumberId: string, contactId: string) => `${phoneNumberId}/${contactId}`;
