import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { client } from "@careline/rpc";
import type { Tls } from "@careline/rpc";
import type { Consents } from "../app/ports.ts";
import type { Consent } from "../domain/facts.ts";

const purpose = "care";
const known: Readonly<Record<ConsentDecision, Consent>> = {
  [ConsentDecision.UNSPECIFIED]: "never-asked",
  [ConsentDecision.GRANTED]: "granted",
  [ConsentDecision.REFUSED]: "refused",
  [ConsentDecision.WITHDRAWN]: "withdrawn",
};
const decisions = {
  granted: ConsentDecision.GRANTED,
  refused: ConsentDecision.REFUSED,
  withdrawn: ConsentDecision.WITHDRAWN,
} as const;

/** The consent ledger, kept by compliance-audit. */
export function grpcConsents(address: string, tls: Tls, deadlineMs: number): Consents & { close(): void } {
  const consent = client(ConsentServiceDefinition, {
    address,
    tls,
    server: "compliance-audit",
    deadlineMs,
    idempotent: ["checkConsent", "recordConsent"],
  });
  return {
    async current({ tenantId, contactId, requestId }) {
      const { decision } = await consent.checkConsent({ contactId, purpose }, { tenantId, requestId });
      return known[decision];
    },
    async record({ tenantId, contactId, requestId }, { key, decision, wordingVersion, messageRef, at }) {
      await consent.recordConsent(
        {
          idempotencyKey: key,
          contactId,
          purpose,
          decision: decisions[decision],
          wordingVersion,
          source: "whatsapp",
          sourceMessageRef: messageRef,
          at,
        },
        { tenantId, requestId },
      );
    },
    close: () => consent.close(),
  };
}
