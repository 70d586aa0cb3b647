import type { Tried } from "./outcome.ts";

/** WhatsApp refuses all sends of a clinic, or all with a template, for a reason that lies with its account. */
export interface AccountHold {
  /** Never of a message: what is wrong with the account. */
  readonly reason: string;
  readonly code: number;
  /** When one send may try whether it works again. */
  readonly tryAt: Date;
  /** Tries that were refused since it began. */
  readonly refusals: number;
  /** One is trying now, and the others wait for what it learns. */
  readonly isTrying: boolean;
}

export type AccountVerdict =
  | { readonly kind: "send" }
  | { readonly kind: "wait"; readonly until: Date; readonly reason: string };

type Refusal = Tried & { readonly kind: "refused" };

const second = 1_000;
// One refusal may be a hitch of WhatsApp's: that is soon known. A token that has really expired waits for people.
const pausesMs = [3, 6, 15, 30, 60, 120, 300].map((seconds) => seconds * second);
const longestPauseMs = 300 * second;
/** How long others wait while one tries: its answer will have come. */
const tryingMs = 2 * second;

/** A hold after a refusal. Refusals of sends that were on their way when it began say nothing new. */
export function holdAfter(hold: AccountHold | undefined, { code, reason }: Refusal, now: Date): AccountHold {
  if (hold !== undefined && !hold.isTrying && hold.tryAt > now) return hold;
  const refusals = (hold?.refusals ?? 0) + 1;
  const pauseMs = pausesMs[refusals - 1] ?? longestPauseMs;
  const tryAt = new Date(now.getTime() + pauseMs);
  return { reason: hold?.reason ?? `held: ${reason}`, code, tryAt, refusals, isTrying: false };
}

/** May a send go? What is urgent always tries. The first whose time has come tries for all others. */
export function askHold(
  hold: AccountHold,
  isUrgent: boolean,
  now: Date,
): { readonly verdict: AccountVerdict; readonly hold: AccountHold } {
  if (isUrgent) return { verdict: { kind: "send" }, hold };
  const { reason } = hold;
  if (hold.tryAt > now) return { verdict: { kind: "wait", until: hold.tryAt, reason }, hold };
  // Who was to try may never have come to it: after a while the next one does.
  const next: AccountHold = { ...hold, isTrying: true, tryAt: new Date(now.getTime() + tryingMs) };
  return { verdict: { kind: "send" }, hold: next };
}
