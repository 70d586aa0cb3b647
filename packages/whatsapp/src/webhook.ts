/** Whose number a webhook item is about. */
export interface Where {
  /** The WhatsApp business account; "" where the webhook does not say. */
  readonly wabaId: string;
  readonly phoneNumberId: string;
}

/** How WhatsApp names a person. At least one of phone and userId is there. */
export interface Sender {
  /** Digits, no plus. Absent when the person hides it. */
  readonly phone?: string | undefined;
  /** Business-scoped user id, case-sensitive. */
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
  readonly username?: string | undefined;
  readonly profileName?: string | undefined;
}

export type MessageKind =
  | "text"
  | "choice"
  | "media"
  | "location"
  | "contacts"
  | "reaction"
  | "system"
  | "other";

/** A number or id change that a system message tells of. The sender is the old identity, `previous` too. */
export interface IdentityChange {
  readonly type: string;
  readonly phone?: string | undefined;
  readonly userId?: string | undefined;
  readonly previousUserId?: string | undefined;
}

export interface InboundMessage extends Where {
  readonly id: string;
  readonly from: Sender;
  readonly at?: Date | undefined;
  readonly kind: MessageKind;
  /** WhatsApp's own word for the kind; "" where it gives none. */
  readonly originalType: string;
  /** What was typed, a caption, the title of a choice, the emoji of a reaction; "" where there is none. */
  readonly text: string;
  /** The id of the button or row that was tapped. */
  readonly choiceId?: string | undefined;
  readonly mediaId?: string | undefined;
  readonly mimeType?: string | undefined;
  /** The message that this one answers or reacts to. */
  readonly contextId?: string | undefined;
  readonly change?: IdentityChange | undefined;
  /** The message object as it came. */
  readonly raw: unknown;
}

export type StatusWord = "sent" | "delivered" | "read" | "failed" | "other";

export interface StatusUpdate extends Where {
  /** The message that it is about. */
  readonly id: string;
  readonly status: StatusWord;
  /** WhatsApp's own word: `played` counts as read. */
  readonly originalStatus: string;
  readonly at?: Date | undefined;
  readonly recipient: Sender;
  /** What we gave as biz_opaque_callback_data. */
  readonly callbackData?: string | undefined;
  readonly errorCode?: number | undefined;
  readonly pricingCategory?: string | undefined;
  readonly raw: unknown;
}

/** Anything that is neither a message nor a status: an account event, or something we do not know. */
export interface OtherChange {
  readonly wabaId: string;
  readonly phoneNumberId?: string | undefined;
  /** WhatsApp's own word; "" where it gives none. */
  readonly field: string;
  readonly why: "account" | "errors" | "standby" | "unknown-field" | "unknown-shape";
  /** True for what WhatsApp documents, false for what nobody here has seen. */
  readonly understood: boolean;
  readonly at?: Date | undefined;
  /** As it came. */
  readonly value: unknown;
}

export interface ParsedWebhook {
  readonly messages: readonly InboundMessage[];
  readonly statuses: readonly StatusUpdate[];
  readonly others: readonly OtherChange[];
}
