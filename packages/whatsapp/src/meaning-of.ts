import { errorTable } from "./error-table.ts";
import type { Retry, SendAdvice } from "./error-row.ts";

export interface ErrorMeaning {
  readonly code: number;
  readonly title: string;
  readonly retry: Retry;
  /** What a send that met it does next. */
  readonly advice: SendAdvice;
  /** One sentence for staff, in plain English. */
  readonly words: string;
  readonly retryAfterMs?: number | undefined;
  readonly isKnown: boolean;
}

/** We never reached WhatsApp: nothing was sent. Not a code of theirs. */
export const notReached = -1;

const unknown = {
  title: "Unknown error",
  retry: "no",
  advice: "give-up",
  words: "WhatsApp refused this for a reason that we do not know.",
} as const;

/** What an error code of WhatsApp means for a send. An unknown one is permanent until someone looks at it. */
export function meaningOf(code: number): ErrorMeaning {
  if (code === notReached) {
    const words = "WhatsApp could not be reached.";
    return { code, title: "Not reached", retry: "backoff", advice: "try-again", words, isKnown: true };
  }
  const row = errorTable.find(([codes]) =>
    typeof codes === "number" ? codes === code : codes[0] <= code && code <= codes[1],
  );
  if (row === undefined) return { code, ...unknown, isKnown: false };
  const [, title, retry, advice, words, retryAfterMs] = row;
  return { code, title, retry, advice, words, retryAfterMs, isKnown: true };
}
