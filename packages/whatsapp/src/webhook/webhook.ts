import type { InboundMessage } from "./inbound-message.ts";
import type { StatusUpdate } from "./status-update.ts";

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
