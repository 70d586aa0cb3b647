import type { OtherChannel, Rules } from "../domain/fallback.ts";
import type { Intent } from "../domain/intent.ts";
import type { NoticeFacts } from "../domain/notice.ts";
import type { Tried } from "../domain/outcome.ts";
import type { Intents, Ports } from "./ports.ts";

/** An intent of which it is time to ask whether another channel should say it. */
export interface Look {
  readonly intent: Intent;
  /** It was looked at; again at `next`, if there is one. What was changed meanwhile is looked at in its own time. */
  done(next?: Date): Promise<void>;
}

export interface Looks {
  due(now: Date): Promise<readonly Look[]>;
  nextAt(now: Date): Promise<Date | undefined>;
}

/** What is known of how to reach a contact. */
export interface Addresses {
  readonly of: Partial<Record<OtherChannel, string>>;
  readonly language: string;
  /** Labels of sealed values that were opened for it. */
  readonly labels: readonly string[];
}

export interface Notice {
  readonly intentId: string;
  readonly to: string;
  readonly language: string;
  readonly facts: NoticeFacts;
}

/** Says a notice by a channel that is not WhatsApp. */
export interface Messenger {
  /** One try. It does not throw for what the network or the provider does, and repeats no word of theirs. */
  send(notice: Notice): Promise<Tried>;
}

export interface FallbackPorts extends Pick<
  Ports,
  "consentOf" | "checkReminder" | "quietHours" | "now" | "chance"
> {
  /** What other channels say, kept and sent apart from what WhatsApp says. */
  readonly intents: Intents;
  /** What WhatsApp was asked to say. */
  readonly firsts: Pick<Intents, "find" | "change">;
  readonly looks: Looks;
  readonly rulesOf: (tenantId: string) => Rules;
  readonly clinicOf: (tenantId: string) => Pick<NoticeFacts, "clinic" | "phone">;
  readonly addressesOf: (tenantId: string, contactId: string) => Promise<Addresses>;
  /** The channel that a contact asked for. */
  readonly prefersOf: (tenantId: string, contactId: string) => Promise<OtherChannel | undefined>;
  readonly messengers: Readonly<Record<OtherChannel, Messenger>>;
}
