export type State =
  | "planned"
  | "submitting"
  | "accepted"
  /** WhatsApp took it, and keeps it until it knows how its template is received: it may still be dropped. */
  | "held"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "suppressed"
  | "expired"
  | "uncertain";

/** States in which it may still be sent, or may have been and nobody knows. */
export const onTheWay: readonly State[] = ["planned", "submitting", "uncertain"];

/** By which way it goes. SMS and e-mail say what WhatsApp could not, or is not wanted for. */
export type ChannelName = "whatsapp" | "sms" | "email";

export type IntentClass = "emergency" | "staff" | "reply" | "confirmation" | "reminder";

/** Who goes first when more wants to be said than may be said at once. */
export const priorities: Record<IntentClass, number> = {
  emergency: 0,
  staff: 1,
  reply: 1,
  confirmation: 1,
  reminder: 3,
};

export interface Step {
  readonly state: State;
  readonly at: Date;
  readonly reason: string;
}

/** Something that is to be said, and everything that became of it. */
export interface Intent {
  readonly intentId: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly intentClass: IntentClass;
  readonly channel: ChannelName;
  readonly source: "conversation" | "reminder";
  /** The conversation, or the reminder occurrence. */
  readonly sourceId: string;
  /** Order within a conversation; 0 where there is none. */
  readonly sequence: number;
  readonly state: State;
  readonly reason: string;
  readonly errorCode: number;
  readonly attempts: number;
  readonly notBefore: Date;
  readonly expiresAt: Date | undefined;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly history: readonly Step[];
  /** When the contact last wrote, for what may only be said within a day of that. */
  readonly windowOpenedAt: Date | undefined;
  readonly reminder: ReminderOf | undefined;
  /** What WhatsApp charged it as, once it has said so. */
  readonly price?: Price | undefined;
}

export interface Price {
  /** utility, service … */
  readonly category: string;
  /** regular, free_customer_service, free_entry_point. */
  readonly type: string;
}

export interface ReminderOf {
  readonly appointmentId: string;
  readonly version: number;
  readonly startsAt: Date;
  readonly clinicTimeZone: string;
  readonly patientTimeZone: string;
}

/** What goes one after the other: a conversation of a clinic. */
export function lineOf({ tenantId, sourceId }: Pick<Intent, "tenantId" | "sourceId">): string {
  return `${tenantId}/${sourceId}`;
}

/** The intent one step further, with the reason kept. */
export function step(
  intent: Intent,
  to: Partial<Pick<Intent, "notBefore" | "errorCode" | "attempts">> & { state: State; reason: string },
  at: Date,
): Intent {
  const history = [...intent.history, { state: to.state, at, reason: to.reason }];
  return { ...intent, ...to, changedAt: at, history };
}
