import type { ReportedError } from "./reported-error.ts";

/** Which template an event is about, its language as the API writes it: `en_US`, also where the webhook has `en-US`. */
interface OfTemplate {
  readonly templateId?: string | undefined;
  readonly name: string;
  readonly language: string;
}

interface OfNumber {
  /** Digits as displayed; these events do not give the number's id. */
  readonly number?: string | undefined;
}

/** Unique people a day outside their windows, for all numbers of the business together. */
export type ContactLimit = number | "unlimited";

export interface TemplateStatusEvent extends OfTemplate {
  readonly kind: "template-status";
  /** APPROVED, REJECTED, PENDING, PAUSED, DISABLED, FLAGGED, REINSTATED, LOCKED, ARCHIVED, DELETED … */
  readonly event: string;
  /** Missing where WhatsApp says NONE. */
  readonly reason?: string | undefined;
  /** FIRST_PAUSE, SECOND_PAUSE, RATE_LIMITING_PAUSE, UNPAUSE, DISABLED. */
  readonly title?: string | undefined;
  /** In WhatsApp's words, with what it advises to do about a refusal. */
  readonly description?: string | undefined;
  readonly category?: string | undefined;
  readonly disableDate?: Date | undefined;
}

export interface TemplateQualityEvent extends OfTemplate {
  readonly kind: "template-quality";
  /** GREEN, YELLOW, RED or UNKNOWN. */
  readonly previous?: string | undefined;
  readonly now: string;
}

export interface TemplateCategoryEvent extends OfTemplate {
  readonly kind: "template-category";
  readonly previous?: string | undefined;
  readonly next: string;
  /** False: it is announced, for `at` where that is known. */
  readonly isDone: boolean;
  readonly at?: Date | undefined;
}

export interface NumberQualityEvent extends OfNumber {
  readonly kind: "number-quality";
  /** ONBOARDING, THROUGHPUT_UPGRADE; before 2026 also UPGRADE, DOWNGRADE, FLAGGED, UNFLAGGED. */
  readonly event: string;
  readonly limit?: ContactLimit | undefined;
}

export interface NumberNameEvent extends OfNumber {
  readonly kind: "number-name";
  /** APPROVED, REJECTED, DEFERRED … */
  readonly decision: string;
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
}

export interface CapabilityEvent {
  readonly kind: "capability";
  readonly maxDailyConversations?: ContactLimit | undefined;
  readonly maxNumbers?: number | undefined;
}

export interface Restriction {
  /** RESTRICTED_BIZ_INITIATED_MESSAGING, RESTRICTED_CUSTOMER_INITIATED_MESSAGING, RESTRICTED_ADD_PHONE_NUMBER_ACTION … */
  readonly type: string;
  readonly expiresAt?: Date | undefined;
}

export interface AccountUpdateEvent extends OfNumber {
  readonly kind: "account-update";
  readonly event: string;
  /** State DISABLE, REINSTATE or SCHEDULE_FOR_DISABLE. */
  readonly ban?: { readonly state: string; readonly date?: Date | undefined } | undefined;
  readonly restrictions: readonly Restriction[];
  readonly violation?: string | undefined;
}

export interface AccountReviewEvent {
  readonly kind: "account-review";
  /** APPROVED, REJECTED, PENDING, DEFERRED. */
  readonly decision: string;
}

export interface AlertEvent {
  readonly kind: "alert";
  readonly type: string;
  readonly severity?: string | undefined;
  readonly status?: string | undefined;
  readonly description?: string | undefined;
  readonly entity: { readonly type?: string | undefined; readonly id?: string | undefined };
}

export interface SecurityEvent extends OfNumber {
  readonly kind: "security";
  /** PIN_CHANGED, PIN_RESET_REQUEST, PIN_REQUEST_SUCCESS. */
  readonly event: string;
  readonly requester?: string | undefined;
}

/** Something lies with the account, the app or the system; not with one message. */
export interface ErrorsEvent {
  readonly kind: "errors";
  readonly errors: readonly ReportedError[];
}

export interface FlowEvent {
  readonly kind: "flow";
  /** FLOW_STATUS_CHANGE, CLIENT_ERROR_RATE, ENDPOINT_ERROR_RATE, ENDPOINT_LATENCY, ENDPOINT_AVAILABILITY … */
  readonly event: string;
  readonly flowId?: string | undefined;
  /** The flow's new status, or of an alert ACTIVATED or DEACTIVATED. */
  readonly state?: string | undefined;
  readonly previousState?: string | undefined;
  readonly message?: string | undefined;
}

export interface UsernameEvent extends OfNumber {
  readonly kind: "username";
  /** approved, deleted, reserved. */
  readonly status: string;
  readonly username?: string | undefined;
}

/** What changed about the clinic's account, for what the house acts on. */
export type AccountEvent =
  | TemplateStatusEvent
  | TemplateQualityEvent
  | TemplateCategoryEvent
  | NumberQualityEvent
  | NumberNameEvent
  | CapabilityEvent
  | AccountUpdateEvent
  | AccountReviewEvent
  | AlertEvent
  | SecurityEvent
  | ErrorsEvent
  | FlowEvent
  | UsernameEvent;
