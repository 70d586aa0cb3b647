import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import type { ConsentRecord } from "@careline/contracts/compliance/v1/consent_service";
import { Fault } from "@careline/faults";
import { client } from "@careline/rpc";
import type { Tls } from "@careline/rpc";
import type { Consents } from "../app/ports.ts";
import type { Decided } from "../domain/facts.ts";
import { carePurpose as purpose, decisionOf, decisions } from "./consent-words.ts";

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
      const { decision, record } = await consent.checkConsent(
        { contactId, purpose },
        { tenantId, requestId },
      );
      return decisionOf(decision) === undefined ? undefined : decidedOf(record);
    },
    async record({ tenantId, contactId, requestId }, { key, decision, wordingVersion, messageRef, at }) {
      const { record } = await consent.recordConsent(
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
      return decidedOf(record);
    },
    close: () => consent.close(),
  };
}

function decidedOf(record: ConsentRecord | undefined): Decided {
  const decision = record && decisionOf(record.decision);
  if (record?.at === undefined || decision === undefined)
    throw new Fault("unavailable", "the consent ledger gave an answer that is not understood");
  return { at: record.at, decision };
}
