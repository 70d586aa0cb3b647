/** Names that a log line may carry with a plain value: ids, counts, codes, durations. Patient fields are not among them. */
// prettier-ignore
export const logKeys = [
  "tenantId", "contactId", "patientId", "conversationId", "messageRef", "intentId", "occurrenceId",
  "appointmentId", "holdId", "visitTypeId", "practitionerId", "eventId", "requestId", "staffId", "subjectId",
  "service", "topic", "partition", "offset", "group", "key", "method", "address", "port", "path",
  "kind", "state", "reason", "code", "status", "purpose", "rule", "count", "attempt", "sizeBytes",
  "durationMs", "dueAt", "at", "signal", "variable", "version", "field", "phoneNumberId", "wabaId", "size",
] as const;

export type LogKey = (typeof logKeys)[number];

/** Anything sealed prints as its label. */
interface SealedValue {
  readonly label: string;
  readonly box: Uint8Array;
}

export type LogFields = {
  readonly [Key in LogKey]?: string | number | bigint | boolean | Date | undefined;
} & { readonly error?: unknown } & {
  readonly [Key in "phone" | "name" | "text" | "identity" | "content"]?: SealedValue;
};

/** A message is written out, never put together: a template with a variable in it does not compile. */
type Literal<Message extends string> = {} extends Record<Message, true> ? never : Message;

export interface Log {
  debug<const Message extends string>(message: Literal<Message>, fields?: LogFields): void;
  info<const Message extends string>(message: Literal<Message>, fields?: LogFields): void;
  warn<const Message extends string>(message: Literal<Message>, fields?: LogFields): void;
  error<const Message extends string>(message: Literal<Message>, fields?: LogFields): void;
  child(fields: LogFields): Log;
}
