import type { Binary } from "mongodb";
import type { Told } from "../app/ports.ts";
import type { Crowd } from "../domain/crowd.ts";
import type { Decided } from "../domain/facts.ts";
import type { Language } from "../domain/language.ts";
import type { Owner } from "../domain/thread.ts";

/** A contact at one clinic. */
export interface ContactDocument {
  readonly _id: string;
  readonly tenantId: string;
  /** Sealed ContactAddress; absent once erased. */
  readonly address?: Binary;
  /** Blind index of the address, by which it is the same as before without being opened; absent once erased. */
  readonly reach?: string;
  readonly language?: Language;
  readonly timeZone: string;
  readonly patientId?: string;
  /** What listeners were told last, besides the address. */
  readonly told?: Told;
  /** The last decision that was heard of. Later, and of one moment stricter, is greater: so `$max` keeps what counts. */
  readonly consent?: Decided;
}

export interface PatientDocument {
  readonly _id: string;
  readonly tenantId: string;
  /** Blind index of name and birth date; absent once erased. */
  readonly person?: string;
  /** Sealed PatientIdentity; absent once erased. */
  readonly identity?: Binary;
  readonly contactIds: readonly string[];
  readonly language: string;
  readonly timeZone: string;
  /** Under which key it was entered by a call. */
  readonly enteredBy?: string;
}

export interface ConversationDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly phoneNumberId: string;
  readonly owner: Owner;
  readonly language: Language;
  readonly urgent: boolean;
  readonly misses: number;
  readonly crowd?: Crowd;
  /** Sealed stage of the dialogue; absent when it is idle. */
  readonly stage?: Binary;
  readonly version: number;
  readonly sequence: number;
  readonly messages: number;
  readonly lastInboundAt?: Date;
  readonly lastMessageAt: Date;
}

/** What became of the file of a message. */
export interface MediaDocument {
  /** The message's id. */
  readonly _id: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly state: "stored" | "gone" | "too-large" | "refused" | "infected";
  /** In words for staff. */
  readonly reason: string;
  readonly at: Date;
}

export interface MessageDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly direction: "inbound" | "outbound";
  /** Dense per conversation. */
  readonly order: number;
  readonly at: Date;
  readonly kind: string;
  readonly state: string;
  readonly stateRank: number;
  readonly messageRef?: string;
  readonly intentId?: string;
  readonly replyKey?: string;
  /** A person of the clinic wrote it in the phone app: it holds InboundContent, though it went out. */
  readonly isEcho?: true;
  /** Sealed InboundContent or OutboundMessage. */
  readonly content: Binary;
}
