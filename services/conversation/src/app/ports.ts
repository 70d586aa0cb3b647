import type { Opening, Reading, Sealed } from "@careline/phi";
import type { Clinic } from "../domain/clinic.ts";
import type {
  Booked,
  Changed,
  Decided,
  FreeTimes,
  Hold,
  Identity,
  Visit,
  VisitDetails,
  VisitType,
} from "../domain/facts.ts";
import type { HeardKind } from "../domain/heard.ts";
import type { Language } from "../domain/language.ts";
import type { Say } from "../domain/message.ts";
import type { Person, Thread } from "../domain/thread.ts";
import type { Deed, HandOver } from "../domain/turn.ts";

/** How WhatsApp reaches a person; what is hidden or unknown is empty. */
export interface Address {
  readonly phone: string;
  readonly userId: string;
  readonly username: string;
}

/** A message of a person, as it was heard. */
export interface HeardMessage {
  readonly eventId: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly phoneNumberId: string;
  readonly messageRef: string;
  readonly sentAt: Date;
  readonly kind: HeardKind;
  readonly originalType: string;
  /** A person of the clinic wrote it to the contact, in the phone app. */
  readonly isEcho: boolean;
  readonly content: Sealed<"content">;
}

/** How listeners were told to reach a contact. */
export interface Told {
  readonly phoneNumberId: string;
  readonly language: string;
  readonly patientId: string;
}

/** What was in it. `bytes` is all of it, to be kept. */
export interface Inbound {
  readonly from: Address;
  /** WhatsApp's own id of it: patient data, as it holds the phone. */
  readonly wamid: string;
  readonly text: string;
  readonly choiceId: string;
  readonly isInGroup: boolean;
  /** A file that WhatsApp did not pass on. */
  readonly isTooLarge: boolean;
  readonly bytes: Uint8Array;
}

/** A thread as it stands in the store, for a change that holds only if it still stands so. */
export interface Standing {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly phoneNumberId: string;
  /** 0: nobody has written in it yet. */
  readonly version: number;
  readonly thread: Thread;
  /** Intents composed so far. */
  readonly sequence: number;
  /** Messages recorded so far. */
  readonly messages: number;
  readonly lastInboundAt?: Date | undefined;
  readonly address?: Address | undefined;
  readonly told?: Told | undefined;
  readonly timeZone?: string | undefined;
  /** The contact's last decision that was heard of. */
  readonly consent?: Decided | undefined;
}

/** Something to be said, with the id under which it can be followed. */
export interface Intent {
  readonly intentId: string;
  readonly say: Say | StaffSay;
}

interface StaffSay {
  readonly sayClass: "staff";
  readonly content: StaffContent;
}

/** Words, or anything else that can be said, made by whoever says it: a sealed.v1.OutboundMessage without `to`. */
export type StaffContent =
  | { readonly kind: "text"; readonly body: string }
  | { readonly kind: "given"; readonly what: string; readonly message: Uint8Array };

/** Everything that one message or one act of staff changes: saved together or not at all. */
export interface Change {
  /** Once per mark. */
  readonly mark: string;
  readonly actor: string;
  readonly requestId: string;
  readonly now: Date;
  readonly before: Standing;
  readonly after: Thread;
  readonly address: Address;
  readonly language: Language;
  readonly inbound?:
    | {
        readonly heard: HeardMessage;
        readonly wamid: string;
        readonly bytes: Uint8Array;
        readonly action: string;
      }
    | undefined;
  readonly intents: readonly Intent[];
  readonly handOver?: HandOver | undefined;
  readonly enter?: Person | undefined;
  /** A decision that was made or heard of for this change. */
  readonly consent?: Decided | undefined;
  readonly deeds: readonly Deed[];
  readonly opened: readonly Opening[];
  /** A staff reply's idempotency key. */
  readonly replyKey?: string | undefined;
}

interface ThreadKey {
  readonly tenantId: string;
  readonly contactId: string;
  readonly phoneNumberId: string;
}

export interface Threads {
  /** Was this event carried out before? */
  isDone(mark: string): Promise<boolean>;
  /**
   * The thread of a contact and a number; a new one when they never met. `shown`: how the contact is reached by what they
   * wrote; what is known already is opened only where it differs.
   */
  of(key: ThreadKey, reading: Reading, shown: Address): Promise<Standing>;
  byId(tenantId: string, conversationId: string, reading: Reading): Promise<Standing | undefined>;
  /** "again": done before. "changed": the thread no longer stands as it was read, or somebody entered the same patient. */
  save(change: Change): Promise<"saved" | "again" | "changed">;
  /** The intent of a staff reply that was said before. */
  repliedWith(
    tenantId: string,
    replyKey: string,
  ): Promise<{ conversationId: string; intentId: string } | undefined>;
}

export interface Letters {
  /** Opens what someone wrote. */
  open(content: Sealed, reading: Reading): Promise<Inbound>;
}

/** Whom a call is about and what caused it. */
export interface CallFor {
  readonly tenantId: string;
  readonly contactId: string;
  readonly requestId: string;
}

export interface Scheduling {
  visitTypes(call: CallFor): Promise<readonly VisitType[]>;
  freeTimes(
    call: CallFor,
    about: { visitTypeId: string; from: Date; until: Date; limit: number },
  ): Promise<FreeTimes>;
  hold(call: CallFor, about: { slotId: string }): Promise<Hold>;
  releaseHold(call: CallFor, about: { holdId: string }): Promise<void>;
  book(
    call: CallFor,
    about: { key: string; holdId: string; patientId: string; timeZone: string },
  ): Promise<Booked>;
  move(call: CallFor, about: { key: string; appointmentId: string; holdId: string }): Promise<Booked>;
  confirm(call: CallFor, about: { appointmentId: string; version: number }): Promise<Changed>;
  cancel(call: CallFor, about: { appointmentId: string; version: number }): Promise<Changed>;
  visit(call: CallFor, about: { appointmentId: string }): Promise<VisitDetails | undefined>;
  upcoming(call: CallFor): Promise<readonly Visit[]>;
}

interface ConsentDecision {
  readonly key: string;
  readonly decision: Decided["decision"];
  readonly wordingVersion: string;
  readonly messageRef: string;
  readonly at: Date;
}

export interface Consents {
  /** undefined: never asked. */
  current(call: CallFor): Promise<Decided | undefined>;
  /** The decision as the ledger keeps it: with the same key again, what it kept then. */
  record(call: CallFor, decision: ConsentDecision): Promise<Decided>;
}

export interface Patients {
  /** The patient of that name and birth date, if the clinic knows one. */
  find(tenantId: string, identity: Identity): Promise<string | undefined>;
}

export interface Ports {
  readonly threads: Threads;
  readonly letters: Letters;
  readonly patients: Patients;
  readonly scheduling: Scheduling;
  readonly consents: Consents;
  readonly clinicOf: (tenantId: string) => Clinic;
  readonly detectLanguage: (text: string) => Language | undefined;
  readonly reading: () => Reading;
  readonly now: () => Date;
  /** Random. */
  readonly newId: () => string;
}
