import { Fault } from "@careline/faults";
import type { FaultKind } from "@careline/faults";
import { textAt } from "../loose.ts";
import { meaningOf } from "../meaning-of.ts";
import type { GraphAnswer } from "./answer.ts";
import { refusalOf } from "./outcome.ts";
import type { Refusal } from "./outcome.ts";

/**
 * What a call is about. Of `people`, WhatsApp's own words may repeat patient data, so they are left out; of the
 * `account`, an operator needs them.
 */
export type About = "people" | "account";

/** The Fault of an answer that is no success. */
export function faultOf(answer: GraphAnswer, about: About): Fault {
  const refusal = refusalOf(answer);
  if (refusal === undefined) return new Fault("unavailable", `WhatsApp: HTTP ${answer.status}`);
  const { code, reason, retryAfterMs } = refusal;
  const said = about === "account" ? wordsOf(answer.body) : undefined;
  const message = `WhatsApp: ${code} ${reason}${said === undefined ? "" : `: ${said}`}`;
  return new Fault(kindOf(refusal, about), message, retryAfterMs === undefined ? {} : { retryAfterMs });
}

// Without a word of WhatsApp's: something between us lets nobody pass.
const noEntry: ReadonlySet<number> = new Set([401, 403, 407]);
const notFound = 404;
const badCursor = 131_059;
// 100 with it: no such object, or none that our token may see.
const unknownObject = 33;

function kindOf({ code, subcode, retry }: Refusal, about: About): FaultKind {
  const { advice } = meaningOf(code);
  if (advice === "wait" || retry === "later") return "limited";
  if (retry === "backoff") return "unavailable";
  if (code === badCursor) return "conflict";
  if ((code === 100 && subcode === unknownObject) || code === notFound) return "missing";
  // What is wrong with the account will be put right, and the message is as good as before.
  if (advice === "fix-account" || noEntry.has(code)) return about === "account" ? "denied" : "unavailable";
  return "invalid";
}

function wordsOf(body: unknown): string | undefined {
  const said = [
    textAt(body, "error", "error_user_title"),
    textAt(body, "error", "error_user_msg"),
    textAt(body, "error", "error_data", "details"),
  ].filter((text) => text !== undefined);
  const text = said.length > 0 ? said.join(" · ") : textAt(body, "error", "message");
  return text?.replaceAll(/\s+/g, " ").slice(0, 500);
}
