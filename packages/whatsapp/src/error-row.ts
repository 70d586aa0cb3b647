export type Retry = "no" | "backoff" | "later";

/** What a send that met this error should do next. */
export type SendAdvice =
  | "try-again"
  | "wait"
  | "give-up"
  | "use-template"
  | "use-other-channel"
  | "use-phone-number"
  | "stop-marketing"
  | "fix-message"
  | "fix-template"
  | "fix-account"
  | "verify-identity";

/** code or range · WhatsApp's title · retry · what a send does · words for staff · pause before the next try */
export type ErrorRow = readonly [
  codes: number | readonly [number, number],
  title: string,
  retry: Retry,
  advice: SendAdvice,
  words: string,
  retryAfterMs?: number,
];

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export const pauses = { second, minute, hour } as const;
