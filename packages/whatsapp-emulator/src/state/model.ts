import type { Json } from "../rules/json.ts";
import type { Prospect } from "../rules/prospect.ts";
import type { Price } from "../rules/pricing.ts";
import type { Shown } from "../rules/shown.ts";

export type Status = "sent" | "delivered" | "read" | "played" | "failed";

/** An account of the business, with the numbers and templates that are in it. */
export interface Account {
  readonly wabaId: string;
  readonly name: string;
  /** Reaches this account and no other; absent: the emulator's own token reaches it. */
  readonly accessToken?: string;
  /** What else was set, by its name. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A number that the business sends from, and what Meta holds of it. */
export interface BusinessNumber {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  /** Digits. */
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  readonly isRegistered: boolean;
  readonly throughput: "STANDARD" | "HIGH";
  /** Also used in the app on a phone, which slows it down. */
  readonly coexists: boolean;
  readonly quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
  readonly accountMode: "LIVE" | "SANDBOX";
  /** Digits of whom a test number may write to; absent: anybody. */
  readonly allowList?: readonly string[];
  /** Webhooks tell the hash of the patient's identity key, and a send may ask for it. */
  readonly checksIdentity: boolean;
}

/** What lies between one number of the business and one patient. */
export interface Chat {
  readonly phoneNumberId: string;
  readonly patientId: string;
  /** Opens the 24 hours in which free-form messages are allowed. */
  readonly lastInboundAt?: number;
  /** When the patient last came through an ad. */
  readonly referredAt?: number;
  /** All messages are free until then: the business answered an ad's visitor in time. */
  readonly freeEntryUntil?: number;
  /** The business has blocked the patient. */
  readonly blockedAt?: number;
}

export const patientStates = [
  "normal",
  "not-on-whatsapp",
  "blocked-us",
  "offline",
  "marketing-opt-out",
  "marketing-capped",
  "experiment",
  "identity-changed",
] as const;

export type PatientState = (typeof patientStates)[number];

export interface Patient {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** Digits; null when the patient hides it behind a username. */
  readonly phone: string | null;
  /** Digits of who hides them, and can still be written to by whoever knows them. */
  readonly hiddenPhone?: string;
  /** Business-scoped user id; null for a patient of the days before there were any. */
  readonly bsuid: string | null;
  readonly username?: string;
  readonly timeZone: string;
  readonly readReceipts: boolean;
  readonly state: PatientState;
  /** Of the patient's phone; a new one after WhatsApp was installed anew. */
  readonly identityKeyHash: string;
  readonly createdAt: number;
}

export interface Message {
  /** Grows with every message. */
  readonly cursor: number;
  readonly id: string;
  /** The number that it was sent from or to. */
  readonly phoneNumberId: string;
  /** Absent when the recipient is not on WhatsApp. */
  readonly patientId?: string;
  readonly direction: "to_patient" | "from_patient";
  readonly at: number;
  readonly type: string;
  readonly body: Json;
  readonly shown: Shown;
  readonly statuses: readonly { readonly status: Status; readonly at: number; readonly code?: number }[];
  readonly bizOpaqueCallbackData?: string;
  /** What it costs once it is delivered. */
  readonly price?: Price;
  readonly waiting?: Waiting;
}

/** What keeps an accepted message from going on. */
export interface Waiting {
  readonly for: "phone" | "quality-assessment";
  /** What becomes of it when it is no longer held. */
  readonly fate: Prospect;
  readonly recipient: Recipient;
  /** From then on nothing will ever be told of it. */
  readonly expiresAt: number;
}

/** A status that will come true, unless the emulator is reset. */
export interface PendingStatus {
  readonly id: string;
  readonly order: number;
  readonly messageId: string;
  readonly status: Status;
  /** Real time: how fast a phone answers does not depend on the house's clock. */
  readonly dueAt: number;
  /** How many webhooks tell of it: none when it gets lost, two when it is doubled. */
  readonly copies: number;
  readonly code?: number;
  readonly recipient: Recipient;
  readonly pricing?: Json;
  readonly conversation?: Json;
  /** Held back on request: the house need not wait for it to be at rest. */
  readonly heldBack?: boolean;
}

/** Whom a message was addressed to, as webhooks name them. */
export interface Recipient {
  readonly phone?: string;
  readonly bsuid?: string;
}

export interface Delivery {
  readonly id: string;
  readonly order: number;
  /** Webhooks of one lane are delivered one after the other. */
  readonly lane: string;
  /** Exactly the characters that are signed and sent. */
  readonly body: string;
  readonly createdAt: number;
  readonly attempts: number;
  readonly nextAt: number;
  /** By the house's clock; absent: seven days. */
  readonly keptUntil?: number;
  /** Whose it is; absent: the first app. */
  readonly appId?: string;
  /** Tells that another was lost. */
  readonly isNotice?: true;
  /** The account that it is about; absent: the first. */
  readonly wabaId?: string;
  /** What webhooks of this kind are subscribed to by; absent: messages. */
  readonly field?: string;
  /** The number that it is about; absent: an account. */
  readonly phoneNumberId?: string;
  readonly patientId?: string;
  readonly messageId?: string;
  readonly lastReason?: string;
}

export interface Media {
  readonly id: string;
  /** The number that it was uploaded by or sent to. */
  readonly phoneNumberId: string;
  readonly mimeType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly filename?: string;
  readonly origin: "business" | "patient";
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface FaultOrder {
  readonly id: string;
  readonly target: "send" | "webhook";
  readonly kind: FaultOrderKind;
  readonly code?: number | undefined;
  readonly status?: number | Status | undefined;
  readonly times: number;
  /** How many sends or deliveries it lets pass first. */
  readonly skip?: number | undefined;
  readonly delayMs?: number | undefined;
  readonly patient?: string | undefined;
}

export const faultKinds = [
  "error",
  "http500",
  "timeoutAfterAccept",
  "resetAfterAccept",
  "slow",
  "refuse",
  "loseStatus",
  "delayStatus",
  "duplicateStatus",
  "statusBeforeResponse",
  "disorder",
  "sentAfterFailed",
] as const;

export type FaultOrderKind = (typeof faultKinds)[number];

/** A resumable upload: what comes of it is a handle, for examples of templates and for profile pictures. */
export interface Upload {
  readonly id: string;
  readonly appId: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly pieces: number;
  readonly handle?: string;
}

/** A short link, also as a QR code, that opens a chat with words already typed. */
export interface ShortLink {
  readonly code: string;
  readonly phoneNumberId: string;
  readonly message: string;
}
