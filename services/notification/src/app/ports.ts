import type { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import type { QuietHours } from "@careline/runtime/quiet-hours";
import type { Consent } from "../domain/gate.ts";
import type { Intent, State } from "../domain/intent.ts";
import type { AccountVerdict } from "../domain/account.ts";
import type { Tried } from "../domain/outcome.ts";
import type { LibraryTemplate, TemplateName } from "../domain/template.ts";
import type { Templates } from "./template-ports.ts";

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

/** An intent as it was kept a moment ago. */
export interface Saved extends NewIntent {
  /** The keyed hash of WhatsApp's id of the message that it became. */
  readonly messageRef: string | undefined;
}

export interface ChangeNotes {
  readonly requestId: string;
  /** The intent as it was read a moment ago. If it still is so it is not read again. */
  readonly asOf?: Saved;
  /** Labels of sealed values that were opened for it. */
  readonly opened?: readonly string[];
  /** The keyed hash of WhatsApp's id, by which a status without our own id finds the intent. */
  readonly messageRef?: string;
  /** One of very many that have time: no answer waits behind it. */
  readonly isBulk?: boolean;
  /** Its contact is written to outside of their window, and counts in its clinic's day from then on. */
  readonly reachedAt?: Date;
  /** Only the dispatcher that holds the lease with this fence may make the change. */
  readonly fence?: number;
}

/** The right to send, as long as it is held. */
export interface Hold {
  readonly fence: number;
  /** False once it may be someone else's, by a clock that nobody sets. */
  isHeld(): boolean;
}

export interface DueWish {
  readonly priority: number;
  /** Left out: their turn has not come. */
  readonly exceptContacts: readonly string[];
  readonly exceptSources: readonly string[];
  /** Left out: they have all the room that one clinic may have. */
  readonly exceptTenants?: readonly string[];
  readonly limit: number;
}

/** The first of a conversation that is still on its way. */
export interface First {
  readonly intentId: string;
  readonly state: State;
  readonly notBefore: Date;
}

export interface Intents {
  /** Keeps a new intent, and gives it. The same mark or the same intent again changes nothing and gives nothing. */
  plan(mark: string, intent: NewIntent): Promise<Saved | undefined>;
  find(tenantId: string, intentId: string): Promise<Saved | undefined>;
  findByMessageRef(tenantId: string, messageRef: string): Promise<Saved | undefined>;
  /** The same as `change`, for news that name an intent by its id, its message, or both. False: it is not ours. */
  settle(
    tenantId: string,
    names: { readonly intentId: string; readonly messageRef: string },
    rule: (intent: Intent) => Intent | undefined,
    requestId: string,
  ): Promise<boolean>;
  /** Applies a rule to the intent as it is now, and tells and records what came of it, in one transaction. */
  change(
    tenantId: string,
    intentId: string,
    rule: (intent: Intent) => Intent | undefined,
    notes: ChangeNotes,
  ): Promise<Saved | undefined>;
  /** Planned intents of one urgency whose time has come, the oldest first. */
  due(now: Date, wish: DueWish): Promise<readonly Saved[]>;
  /** Is any planned intent due, but for these and their conversations? */
  isAnyDue(now: Date, except: { intents: readonly string[]; sources: readonly string[] }): Promise<boolean>;
  /**
   * Of each conversation of these, the first that is still on its way, by `lineOf`; a conversation with nothing on its
   * way has none. An open fate that is not waited for does not count.
   */
  firstInLines(
    of: readonly Saved[],
    isWaitedFor: (openSince: Date) => boolean,
  ): Promise<ReadonlyMap<string, First>>;
  /** Did anything after it go out in its conversation, emergencies aside? */
  isOvertaken(saved: Saved): Promise<boolean>;
  /** Intents in the middle of a send, but for those that are known to be in hand. */
  submitting(inHand: readonly string[]): Promise<readonly Saved[]>;
  /** Those whose fate has been open for so long, the oldest first: emergencies, or all others. */
  uncertainSince(before: Date, isEmergency: boolean): Promise<readonly Saved[]>;
  /** Held ones, and reminders that no phone has shown, that are of no use any more. */
  undelivered(now: Date): Promise<readonly Saved[]>;
  plannedReminders(
    tenantId: string,
    wish: { contactId?: string; appointmentId?: string },
  ): Promise<readonly Saved[]>;
  /** When the next planned intent may go, and when the oldest open fate began. */
  nextMoments(now: Date): Promise<{ readonly planned?: Date; readonly uncertainSince?: Date }>;
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
  /** A reminder by its template. Fault("invalid") names a variable whose value does not fit. */
  reminder(
    saved: Saved,
    how: { readonly recipient: Recipient; readonly template: LibraryTemplate },
  ): Promise<Opened>;
}

/** A message ready for the channel: its files are uploaded. */
export interface Prepared {
  /** One try. It does not throw for what the network or the channel does. */
  send(): Promise<{ readonly tried: Tried; readonly messageRef: string | undefined }>;
}

export interface Channel {
  /** A Fault says that the message can never be sent so, or that the channel is away. */
  prepare(
    of: Pick<Intent, "tenantId" | "contactId" | "intentId">,
    phoneNumberId: string,
    message: OutboundMessage,
  ): Promise<Prepared>;
}

export interface Account {
  /** May it go, as far as its clinic's account is concerned, and its template? */
  ask(intent: Intent, template: TemplateName | undefined): AccountVerdict;
  /** Learns from an answer, and gives it as it counts for the intent: not against it, where the account is at fault. */
  learn(intent: Intent, phoneNumberId: string, tried: Tried, template: TemplateName | undefined): Tried;
}

/** How many people a clinic may write to outside of their windows in any 24 hours. */
export interface TierNews {
  /** WhatsApp says how many. */
  learnt(tenantId: string, limit: number | "unlimited"): Promise<void>;
  /** A visit is as it is: its reminders have their room. */
  visit(visit: {
    readonly tenantId: string;
    readonly appointmentId: string;
    readonly version: number;
    readonly contactId: string;
    readonly startsAt: Date;
    readonly isOn: boolean;
  }): Promise<void>;
}

export interface TurnWish {
  /** The lower goes first. */
  readonly urgency: number;
}

export interface Turn {
  /** How long it was waited for. */
  readonly waitedMs: number;
  /** Makes the request in the moment when it may be made. */
  go<T>(request: () => Promise<T>): Promise<T>;
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
  ) => Promise<{
    readonly stillTrue: boolean;
    readonly reason: string;
    /** Its patient has said that they will come. */
    readonly isConfirmed?: boolean;
  }>;
  readonly quietHours: (tenantId: string) => QuietHours;
  readonly templates: Pick<Templates, "library" | "recently">;
  /** In which a clinic speaks to who speaks none of its languages. */
  readonly defaultLanguage: (tenantId: string) => string;
  /** Does the work on a send when its number may soon send once more; for emergencies that is at once. */
  readonly inTurn: (
    phoneNumberId: string,
    wish: TurnWish,
    work: (turn: Turn) => Promise<void>,
  ) => Promise<void>;
  /** How much was said to one person: emergencies count, and do not wait. */
  readonly pairs: {
    mayGoAt(phoneNumberId: string, contactId: string): Date;
    sent(phoneNumberId: string, contactId: string): void;
    /** WhatsApp said that it was too much. */
    refused(phoneNumberId: string, contactId: string): void;
  };
  readonly tier: {
    /** May one more person be written to outside of their window? Who may is counted, for the moment. */
    ask(intent: Intent, fence: number): Promise<AccountVerdict>;
    /** It was announced, and is on record. */
    kept(intent: Intent, at: Date): Promise<void>;
    /** WhatsApp said that it was too many. */
    tooMany(tenantId: string): Promise<void>;
  };
  /** What WhatsApp answers teaches how fast a number may send, and whether its clinic may send at all. */
  readonly account: Account;
  /** For how long what WhatsApp said of sends may not have been heard yet, in ms. */
  readonly deafForMs: () => Promise<number>;
  readonly now: () => Date;
  readonly chance: () => number;
}
