import type { Binary } from "mongodb";
import type { ChannelName, IntentClass, Price, ReminderOf, State, Step } from "../domain/intent.ts";

export interface IntentDocument {
  _id: string;
  tenantId: string;
  contactId: string;
  phoneNumberId: string;
  intentClass: IntentClass;
  /** Missing: WhatsApp. */
  channel?: ChannelName;
  priority: number;
  source: "conversation" | "reminder";
  sourceId: string;
  sequence: number;
  state: State;
  reason: string;
  errorCode: number;
  attempts: number;
  notBefore: Date;
  expiresAt: Date | null;
  createdAt: Date;
  changedAt: Date;
  history: Step[];
  windowOpenedAt: Date | null;
  reminder: ReminderOf | null;
  price?: Price;
  /** A PHI1 box in the place of the event it came with. */
  message: Binary | null;
  messageEventId: string | null;
  messageRef: string | null;
  /** When it is looked whether it should be said in another way. */
  fallbackAt?: Date | null;
}

export interface RecipientDocument {
  /** tenant/contact */
  _id: string;
  tenantId: string;
  contactId: string;
  phoneNumberId: string;
  language: string;
  address: Binary;
  addressEventId: string;
  knownAt: Date;
}

export interface TierDocument {
  /** The tenant. */
  _id: string;
  limit?: number | "unlimited" | null;
  cappedUntil?: Date | null;
}

/** Somebody whom a clinic has written to outside of their window. */
export interface ReachedDocument {
  /** tenant/contact */
  _id: string;
  tenantId: string;
  contactId: string;
  at: Date;
}

/** A visit, as far as it says when a reminder of it will be due. */
export interface VisitDocument {
  /** tenant/appointment */
  _id: string;
  tenantId: string;
  contactId: string;
  version: number;
  startsAt: Date;
  isOn: boolean;
}
