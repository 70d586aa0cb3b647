import { meaningOf, type SendOutcome } from "@careline/whatsapp";
import type { Tried } from "../domain/outcome.ts";

// Too many calls, of the application, the account or the number.
const tooFast: ReadonlySet<number> = new Set([4, 80_007, 130_429]);
const noSuchTemplateNow: ReadonlySet<number> = new Set([132_001, 132_015, 132_016]);
// WhatsApp files them under the account, but they are about one person or one message.
const aboutOne: ReadonlySet<number> = new Set([131_030, 131_035]);
// Without a word of WhatsApp's: something between us lets nobody pass.
const noEntry: ReadonlySet<number> = new Set([401, 403, 407]);

/** What an outcome means for the intent, and whose fault a refusal is. */
export function triedOf(outcome: SendOutcome): Tried {
  if (outcome.kind !== "refused") return outcome;
  const { code, retry: again, retryAfterMs: afterMs } = outcome;
  // WhatsApp's title is for who looks it up, ours for who wants to know what to do.
  const reason = `${outcome.reason}: ${meaningOf(code).words}`;
  return { kind: "refused", code, reason, again, afterMs, fault: faultOf(code) };
}

function faultOf(code: number): "account" | "template" | "pace" | undefined {
  if (tooFast.has(code)) return "pace";
  if (noSuchTemplateNow.has(code)) return "template";
  if (aboutOne.has(code)) return undefined;
  return noEntry.has(code) || meaningOf(code).advice === "fix-account" ? "account" : undefined;
}
