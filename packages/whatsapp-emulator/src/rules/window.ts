import type { Chat } from "../state/model.ts";

const hourMs = 60 * 60 * 1000;
const windowMs = 24 * hourMs;
// Meta: who comes through an ad and is answered within 24 hours may be written to for 72 hours, and that is free.
const freeEntryMs = 72 * hourMs;

/** True while free-form messages are allowed: 24 hours from the patient's last message, or while an ad's visit lasts. */
export function isWindowOpen(chat: Chat, now: number): boolean {
  const { lastInboundAt } = chat;
  return (lastInboundAt !== undefined && now < lastInboundAt + windowMs) || isFreeEntry(chat, now);
}

export function isFreeEntry({ freeEntryUntil }: Chat, now: number): boolean {
  return freeEntryUntil !== undefined && now < freeEntryUntil;
}

/** The chat after the patient wrote, perhaps through an ad. Messages may be told out of order. */
export function heard(chat: Chat, at: number, isReferred: boolean): Chat {
  const lastInboundAt = Math.max(chat.lastInboundAt ?? 0, at);
  return { ...chat, lastInboundAt, ...(isReferred && { referredAt: at }) };
}

/** The chat after the business wrote: the first answer to an ad's visitor opens the free days. */
export function answered(chat: Chat, now: number): Chat {
  const { referredAt, ...rest } = chat;
  if (referredAt === undefined) return chat;
  return now < referredAt + windowMs ? { ...rest, freeEntryUntil: now + freeEntryMs } : rest;
}
