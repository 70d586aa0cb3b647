import type { SentFile, WithFile } from "./media-ports.ts";
import type { Outgoing } from "@careline/bus";
import type { BlindIndexName } from "@careline/phi";
import type { InboundMessage, StatusUpdate } from "@careline/whatsapp";
import type { OurNumber } from "../domain/clinic-of.ts";
import type { Ids } from "../domain/old-and-new.ts";
import type { IdentityKind } from "../domain/whose.ts";

export interface IdentityKey {
  readonly kind: IdentityKind;
  /** Its blind index. */
  readonly index: string;
}

/** By which ids contacts are known. An id belongs to one contact for good. */
export interface Identities {
  /** The contact of each key, in the order of the keys. */
  find(tenantId: string, keys: readonly IdentityKey[]): Promise<readonly (string | undefined)[]>;
  hasUserId(tenantId: string, contactId: string): Promise<boolean>;
  /** All of them or none: "taken" when another process was first with one of them. */
  add(addition: Addition): Promise<"added" | "taken">;
  /** Removes all ids of an erased contact. */
  forget(removal: Removal): Promise<void>;
}

export interface Removal {
  readonly tenantId: string;
  readonly contactId: string;
  /** The event that made us forget it. */
  readonly eventId: string;
}

/** Contacts that this process has just seen, by exactly the ids that they came with; for a minute at most. */
export interface RecentContacts {
  of(tenantId: string, ids: Ids): string | undefined;
  remember(tenantId: string, ids: Ids, contactId: string): void;
  forget(contactId: string): void;
}

export interface Addition {
  readonly tenantId: string;
  readonly contactId: string;
  readonly keys: readonly IdentityKey[];
  readonly isNew: boolean;
  /** The message that made us learn it. */
  readonly eventId: string;
}

export interface MessageFact {
  readonly eventId: string;
  readonly messageRef: string;
  readonly contactId: string;
  readonly clinic: OurNumber;
  readonly message: InboundMessage;
}

interface StatusFact {
  readonly eventId: string;
  readonly messageRef: string;
  readonly clinic: OurNumber;
  readonly status: StatusUpdate;
}

interface ChangeFact {
  readonly eventId: string;
  readonly clinic: OurNumber;
  readonly field: string;
  readonly understood: boolean;
  readonly at: Date | undefined;
  /** JSON. */
  readonly value: string;
}

/** Puts facts into records, sealed: "erased" when the contact's keys were destroyed. */
export interface Records {
  ofMessage(fact: MessageFact): Promise<Outgoing | "erased">;
  ofStatus(fact: StatusFact): Outgoing;
  ofChange(fact: ChangeFact): Promise<Outgoing>;
}

export type Counted =
  | "webhooks-accepted"
  | "webhooks-refused"
  | "events-published"
  | "files-settled"
  | "items-without-clinic"
  | "identities-disagree";

export interface Ports {
  readonly clinics: readonly OurNumber[];
  readonly identities: Identities;
  readonly recent: RecentContacts;
  readonly records: Records;
  readonly blindIndex: (tenantId: string, name: BlindIndexName, canonical: string) => Promise<string>;
  /** Other ways to write a canonical phone number are its variants. */
  readonly phones: { canonical(digits: string): string; variants(canonical: string): readonly string[] };
  /** Resolves when it is durable that the message's file is to be fetched; nothing, where none are. */
  readonly noteFile: (message: WithFile, file: SentFile) => Promise<void>;
  /** Resolves when every record is durable. */
  readonly publish: (records: readonly Outgoing[]) => Promise<void>;
  readonly count: (what: Counted, reason?: string, by?: number) => void;
  readonly newId: () => string;
  readonly now: () => Date;
}
