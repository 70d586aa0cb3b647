import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import type { Decided } from "../domain/facts.ts";

/** The purpose that is decided about in a conversation. */
export const carePurpose = "care";

export const decisions: Readonly<Record<Decided["decision"], ConsentDecision>> = {
  granted: ConsentDecision.GRANTED,
  refused: ConsentDecision.REFUSED,
  withdrawn: ConsentDecision.WITHDRAWN,
};

const words: Readonly<Record<ConsentDecision, Decided["decision"] | undefined>> = {
  [ConsentDecision.UNSPECIFIED]: undefined,
  [ConsentDecision.GRANTED]: "granted",
  [ConsentDecision.REFUSED]: "refused",
  [ConsentDecision.WITHDRAWN]: "withdrawn",
};

export function decisionOf(decision: ConsentDecision): Decided["decision"] | undefined {
  return words[decision];
}
