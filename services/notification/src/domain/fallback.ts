import { type Facts, type Gate, reminderGate } from "./gate.ts";
import type { ChannelName, Intent } from "./intent.ts";
import { expiryOf } from "./useful.ts";

export type OtherChannel = Exclude<ChannelName, "whatsapp">;

/** One other way to say something, as a clinic has written it down. */
export interface FallbackRule {
  readonly channel: OtherChannel;
  readonly when: readonly ("failed" | "unread" | "asked")[];
  /** Of "unread" alone. */
  readonly unreadAfterMinutes?: number | undefined;
}

export type Rules = readonly FallbackRule[];

export type Next =
  | { readonly kind: "say"; readonly channel: OtherChannel; readonly reason: string }
  | { readonly kind: "wait"; readonly until: Date; readonly reason: "not long unread" }
  | { readonly kind: "none"; readonly reason: None };

type None = "no rule" | "too late to help" | "read" | "over" | "said already";

/** Rules that may follow: each channel is tried once, in the order in which the clinic names them. */
function rulesAfter(channel: ChannelName, rules: Rules): Rules {
  return channel === "whatsapp"
    ? rules
    : rules.slice(rules.findIndex((each) => each.channel === channel) + 1);
}

/**
 * Which channel says it next, if any. `said`: others that have said it, or may yet. Only failures and silence of the
 * one that went before count; whether it may be said at all is asked in the moment before it goes.
 */
export function nextChannel(intent: Intent, rules: Rules, said: readonly OtherChannel[], now: Date): Next {
  const none = (reason: None): Next => ({ kind: "none", reason });
  if (intent.state === "read") return none("read");
  if (intent.state === "suppressed" || intent.state === "expired") return none("over");
  if (said.length > 0) return none("said already");
  const expiry = expiryOf(intent);
  if (expiry !== undefined && expiry <= now) return none("too late to help");
  const after = rulesAfter(intent.channel, rules);
  if (intent.state === "failed") {
    const rule = after.find(({ when }) => when.includes("failed"));
    if (rule === undefined) return none("no rule");
    return { kind: "say", channel: rule.channel, reason: failedBy(intent.channel) };
  }
  const first = firstUnread(intent, after);
  if (first === undefined) return none("no rule");
  if (first.at > now) return { kind: "wait", until: first.at, reason: "not long unread" };
  const reason = `unread on WhatsApp for ${first.minutes} minutes`;
  return { kind: "say", channel: first.channel, reason };
}

/** When it is to be looked at again whether another channel should say it; undefined: not as it stands. */
export function fallbackAt(intent: Intent, rules: Rules): Date | undefined {
  const after = rulesAfter(intent.channel, rules);
  switch (intent.state) {
    case "failed":
      return after.some(({ when }) => when.includes("failed")) ? intent.changedAt : undefined;
    case "read":
    case "suppressed":
    case "expired":
      return undefined;
    case "planned":
    case "submitting":
    case "uncertain":
    case "accepted":
    case "held":
    case "sent":
    case "delivered":
      return firstUnread(intent, after)?.at;
  }
}

/** Only WhatsApp says what was read; other channels say that they took it, and no more. */
function firstUnread(
  intent: Intent,
  rules: Rules,
): { readonly at: Date; readonly channel: OtherChannel; readonly minutes: number } | undefined {
  const triedAt = intent.channel === "whatsapp" ? firstTriedAt(intent) : undefined;
  if (triedAt === undefined) return undefined;
  const [first] = rules
    .flatMap(({ channel, unreadAfterMinutes: minutes }) =>
      minutes === undefined ? [] : [{ at: new Date(triedAt.getTime() + minutes * 60_000), channel, minutes }],
    )
    .toSorted((one, other) => one.minutes - other.minutes);
  return first;
}

/** When WhatsApp had its first chance: by a try, or held back because it takes nothing from the clinic. */
function firstTriedAt({ history }: Intent): Date | undefined {
  return history.find(({ state, reason }) => state !== "planned" || reason.startsWith("held:"))?.at;
}

/**
 * May it go by another channel, now? The same as for WhatsApp: the visit is still so, consent is live, no quiet hours.
 * And there must still be need of it, as what WhatsApp says of `first` may come late.
 */
export function fallbackGate(
  intent: Intent,
  facts: Facts & { readonly isConfirmed: boolean },
  first: Intent | undefined,
  now: Date,
): Gate {
  const gate = reminderGate(intent, facts, now);
  if (gate.kind === "expire" || gate.kind === "suppress") return gate;
  if (first?.state === "read") return { kind: "suppress", reason: "it was read on WhatsApp" };
  const isForFailure = hasFailedFirst(intent, first);
  if (isForFailure && first?.state === "delivered")
    return { kind: "suppress", reason: "it arrived on WhatsApp after all" };
  if (!isForFailure && first !== undefined && facts.isConfirmed)
    return { kind: "suppress", reason: "the visit was confirmed" };
  return gate;
}

/** Is it said because WhatsApp failed? What goes because SMS failed in its turn may be for silence all the same. */
function hasFailedFirst({ history }: Intent, first: Intent | undefined): boolean {
  const hasFailed = first?.history.some(({ state }) => state === "failed") === true;
  return hasFailed || history[0]?.reason === failedBy("whatsapp");
}

/** By which channel something goes first: WhatsApp, but for who asked for another that the clinic lets them have. */
export function firstChannel(wanted: OtherChannel | undefined, rules: Rules): ChannelName {
  const rule = rules.find(({ channel, when }) => channel === wanted && when.includes("asked"));
  return rule?.channel ?? "whatsapp";
}

const failedBy = (channel: ChannelName): string => `failed by ${nameOf[channel]}`;
const nameOf: Record<ChannelName, string> = { whatsapp: "WhatsApp", sms: "SMS", email: "e-mail" };
