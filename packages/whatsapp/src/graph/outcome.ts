import type { Retry } from "../error-row.ts";
import { at, listOf, numberOf, textAt } from "../loose.ts";
import { meaningOf } from "../meaning-of.ts";
import type { ErrorMeaning } from "../meaning-of.ts";
import type { GraphAnswer } from "./answer.ts";

/** What became of a send, as far as its answer tells. */
export type SendOutcome =
  | {
      readonly kind: "accepted";
      readonly wamid: string;
      /** The number as WhatsApp writes it from now on; may differ from what was given. */
      readonly waId?: string | undefined;
      readonly userId?: string | undefined;
      /** WhatsApp keeps a template back to watch its quality: it may still be dropped. */
      readonly held: boolean;
    }
  | Refusal
  /** It may have been sent. Never send again before its status had time to come. */
  | { readonly kind: "uncertain"; readonly reason: string };

export interface Refusal {
  readonly kind: "refused";
  readonly code: number;
  readonly subcode?: number | undefined;
  /** WhatsApp's title and trace id, for an operator: their free text may repeat what we sent, so it is left out. */
  readonly reason: string;
  readonly retry: Retry;
  readonly retryAfterMs?: number | undefined;
}

/** What an answer to a send means. Success without an id, and server errors without an error body, decide nothing. */
export function outcomeOf(answer: GraphAnswer): SendOutcome {
  const refusal = refusalOf(answer);
  if (refusal !== undefined) return refusal;
  const wamid = textAt({ first: listOf(at(answer.body, "messages"))[0] }, "first", "id");
  if (answer.status !== 200 || wamid === undefined)
    return { kind: "uncertain", reason: `HTTP ${answer.status} without a message id` };
  const message = listOf(at(answer.body, "messages"))[0];
  const contact = listOf(at(answer.body, "contacts"))[0];
  return {
    kind: "accepted",
    wamid,
    waId: textAt(contact, "wa_id"),
    userId: textAt(contact, "user_id"),
    held: (textAt(message, "message_status") ?? "accepted") !== "accepted",
  };
}

/** The refusal in an answer, if it is one for certain. */
export function refusalOf(answer: GraphAnswer): Refusal | undefined {
  const { status, body } = answer;
  const code = numberOf(at(body, "error", "code"));
  if (code === undefined || status < 300) return plainRefusal(status);
  const subcode = numberOf(at(body, "error", "error_subcode"));
  const meaning = closestMeaning(code, subcode);
  const isTransient = !meaning.isKnown && at(body, "error", "is_transient") === true;
  const trace = textAt(body, "error", "fbtrace_id")
    ?.replaceAll(/[^\w-]/g, "")
    .slice(0, 40);
  return {
    kind: "refused",
    code,
    subcode,
    reason: `${meaning.title}${trace === undefined ? "" : ` (trace ${trace})`}`,
    retry: isTransient ? "backoff" : meaning.retry,
    retryAfterMs: answer.retryAfterMs ?? meaning.retryAfterMs,
  };
}

// The small subcodes are numbers of another list.
const fullSubcode = 1_000_000;

/** A subcode says it more closely than a code such as 100, where we know it. */
function closestMeaning(code: number, subcode = 0): ErrorMeaning {
  const closer = subcode >= fullSubcode ? meaningOf(subcode) : undefined;
  return closer?.isKnown === true ? closer : meaningOf(code);
}

/** A 3xx or 4xx without an error body comes from something between us and WhatsApp: it was not sent. */
function plainRefusal(status: number): Refusal | undefined {
  const isClear = status >= 300 && status < 500 && status !== 408 && status !== 429;
  if (!isClear) return undefined;
  return { kind: "refused", code: status, reason: `HTTP ${status} without an error body`, retry: "no" };
}
