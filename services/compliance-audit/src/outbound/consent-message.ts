import type { ConsentRecord } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import type { Consent, Decision } from "../domain/consent.ts";

const decisions: Record<Decision, ConsentDecision> = {
  granted: ConsentDecision.GRANTED,
  refused: ConsentDecision.REFUSED,
  withdrawn: ConsentDecision.WITHDRAWN,
};

export function decisionMessage(decision: Decision): ConsentDecision {
  return decisions[decision];
}

export function decisionOf(message: ConsentDecision): Decision | undefined {
  return (Object.keys(decisions) as Decision[]).find((decision) => decisions[decision] === message);
}

export function consentMessage(consent: Consent): ConsentRecord {
  const { consentId, contactId, purpose, wordingVersion, source, sourceMessageRef, at } = consent;
  const decision = decisions[consent.decision];
  return { consentId, contactId, purpose, decision, wordingVersion, source, sourceMessageRef, at };
}
