import type { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import type { QuietHours } from "@careline/runtime/quiet-hours";
import type { Consent } from "../domain/gate.ts";
import type { Intent } from "../domain/intent.ts";
import type { Tried } from "../domain/outcome.ts";

/** A box as it came on a topic, with the event in whose place it was sealed. */
export interface KeptBox {
  readonly box: Uint8Array;
  readonly eventId: string;
}

export interface NewIntent {
  readonly intent: Intent;
  readonly phoneNumberId: string;
  /** What to say; reminders are put into words when they are sent. */
  readonly message: KeptBox | undefined;
}

export interface Saved extends NewIntent {
  /** Greater with every write: a write on an older state changes nothing. */
  readonly revision: number;
}

export interface ChangeNotes {
  /** The event that caused it: heard twice, it changes nothing. */
  readonly mark?: string;
  readonly requestId: string;
  /** Labels of sealed values that were opened for it. */
  readonly opened?: readonly string[];
  /** The keyed hash of WhatsApp's id, by which a status without our own id finds the intent. */
  readonly messageRef?: string;
  /** Only the holder of this fence may make the change. */
  readonly fence?: number;
}

export interface Intents {
  /** Keeps a new intent. The same mark or the same intent again changes nothing. */
  plan(mark: string, intent: NewIntent): Promise<void>;
  find(tenantId: string, intentId: string): Promise<Saved | undefined>;
  findByMessageRef(tenantId: string, messageRef: string): Promise<Saved | undefined>;
  /** Applies a rule to the intent as it is now, and tells and records what came of it, in one transaction. */
  change(
    tenantId: string,
    intentId: string,
    rule: (intent: Intent) => Intent | undefined,
    notes: ChangeNotes,
  ): Promise<Saved | undefined>;
  /** Planned intents whose time has come: the most urgent first, then the oldest. */
  due(now: Date, limit: number): Promise<readonly Saved[]>;
  /** Is something said earlier in this conversation still on its way? */
  hasEarlier(saved: Saved): Promise<boolean>;
  /** Intents that a dispatcher before `fence` left in the middle of a send. */
  leftSubmitting(fence: number): Promise<readonly Saved[]>;
  uncertainSince(before: Date, limit: number): Promise<readonly Saved[]>;
  plannedReminders(
    tenantId: string,
    wish: { contactId?: string; appointmentId?: string },
  ): Promise<readonly Saved[]>;
  nextDueAt(now: Date): Promise<Date | undefined>;
  list(
    tenantId: string,
    wish: { contactId?: string; state?: Intent["state"]; size: number; token: string },
  ): Promise<{ intents: readonly Saved[]; next: string }>;
}

export interface Recipient {
  readonly contactId: string;
  readonly phoneNumberId: string;
  readonly language: string;
  readonly address: KeptBox;
}

export interface Recipients {
  /** Keeps how to reach a contact; older news than what is known changes nothing. */
  remember(tenantId: string, recipient: Recipient, at: Date): Promise<void>;
  find(tenantId: string, contactId: string): Promise<Recipient | undefined>;
}

export interface Opened {
  readonly message: OutboundMessage;
  readonly labels: readonly string[];
}

export interface Contents {
  /** What an intent says and to whom, opened to be delivered. */
  open(saved: Saved): Promise<Opened>;
  /** A reminder in the contact's language. */
  reminder(saved: Saved, recipient: Recipient): Promise<Opened>;
}

/** A message ready for the channel: its files are uploaded. */
export interface Prepared {
  send(): Promise<{ readonly tried: Tried; readonly messageRef: string | undefined }>;
}

export interface Channel {
  prepare(
    tenantId: string,
    phoneNumberId: string,
    intentId: string,
    message: OutboundMessage,
  ): Promise<Prepared>;
}

export interface Ports {
  readonly intents: Intents;
  readonly recipients: Recipients;
  readonly contents: Contents;
  readonly channel: Channel;
  readonly consentOf: (tenantId: string, contactId: string) => Promise<Consent>;
  readonly checkReminder: (
    tenantId: string,
    occurrenceId: string,
  ) => Promise<{ readonly stillTrue: boolean; readonly reason: string }>;
  readonly quietHours: (tenantId: string) => QuietHours;
  readonly now: () => Date;
  readonly chance: () => number;
}
