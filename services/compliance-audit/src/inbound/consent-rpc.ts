import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { Fault } from "@careline/faults";
import { type Bound, handlers, required } from "@careline/rpc";
import type { Consents } from "../app/consent-ports.ts";
import { current } from "../domain/consent.ts";
import { consentMessage, decisionOf } from "../outbound/consent-message.ts";

interface Needs {
  readonly consents: Consents;
  readonly now: () => Date;
  readonly newId: () => string;
}

export function consentRpc({ consents, now, newId }: Needs): Bound {
  return handlers(
    ConsentServiceDefinition,
    {
      async recordConsent(request, { tenantId, requestId, caller }) {
        const decision = decisionOf(request.decision);
        if (decision === undefined) throw new Fault("invalid", "decision is required");
        const consent = {
          consentId: newId(),
          tenantId,
          contactId: required("contact_id", request.contactId),
          purpose: required("purpose", request.purpose),
          decision,
          wordingVersion: required("wording_version", request.wordingVersion),
          source: required("source", request.source),
          sourceMessageRef: request.sourceMessageRef,
          at: request.at ?? now(),
        };
        const key = required("idempotency_key", request.idempotencyKey);
        const kept = await consents.record(key, consent, { requestId, actor: `service:${caller}` });
        return { record: consentMessage(kept) };
      },
      async checkConsent({ contactId, purpose }, { tenantId }) {
        const all = await consents.of(tenantId, required("contact_id", contactId));
        const wanted = required("purpose", purpose);
        const counts = current(all.filter((consent) => consent.purpose === wanted));
        if (counts === undefined) return { decision: ConsentDecision.UNSPECIFIED, record: undefined };
        const record = consentMessage(counts);
        return { decision: record.decision, record };
      },
      async listConsents({ contactId }, { tenantId }) {
        const all = await consents.of(tenantId, required("contact_id", contactId));
        return { records: all.map(consentMessage) };
      },
    },
    {
      allow: {
        recordConsent: ["conversation", "gateway", "operator"],
        checkConsent: ["conversation", "notification", "gateway", "operator"],
        listConsents: ["conversation", "gateway", "operator"],
      },
    },
  );
}
