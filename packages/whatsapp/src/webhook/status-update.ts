import type { Sender, Where } from "./identity.ts";
import type { ReportedError } from "./reported-error.ts";

export type StatusWord = "sent" | "delivered" | "read" | "failed" | "other";

/** What one message costs. */
export interface Pricing {
  readonly category?: string | undefined;
  /** `regular`, `free_customer_service`, `free_entry_point` or `free_group_customer_service`. */
  readonly type?: string | undefined;
  /** Announced to disappear: `type` says it too. */
  readonly billable?: boolean | undefined;
}

/** Since Graph v24 only there for the 72 hours after a click on an advertisement. */
export interface StatusConversation {
  readonly id?: string | undefined;
  readonly origin?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

export interface StatusUpdate extends Where {
  /** The message that it is about. */
  readonly id: string;
  readonly status: StatusWord;
  /** WhatsApp's own word: `played` counts as read. */
  readonly originalStatus: string;
  readonly at?: Date | undefined;
  /** In a group: the member. */
  readonly recipient: Sender;
  readonly groupId?: string | undefined;
  /** What we gave as biz_opaque_callback_data. */
  readonly callbackData?: string | undefined;
  /** The first of `errors`. */
  readonly errorCode?: number | undefined;
  readonly errors: readonly ReportedError[];
  /** As in `pricing`. */
  readonly pricingCategory?: string | undefined;
  readonly pricing?: Pricing | undefined;
  readonly conversation?: StatusConversation | undefined;
  readonly raw: unknown;
}
