import { auditRecorded, topics } from "@careline/contracts";
import { Fault } from "@careline/faults";
import type { IndexWish, Store, Unit } from "@careline/store";
import type { Consents } from "../app/consent-ports.ts";
import type { Consent } from "../domain/consent.ts";
import { decisionMessage } from "./consent-message.ts";

interface ConsentDocument extends Omit<Consent, "consentId"> {
  _id: string;
  idempotencyKey: string;
}

export const consentIndexes: readonly IndexWish[] = [
  { collection: "consents", key: { contactId: 1 } },
  { collection: "consents", key: { tenantId: 1, idempotencyKey: 1 }, options: { unique: true } },
];

/** The consent ledger: rows are only ever added. */
export function mongoConsents(store: Store): Consents {
  const consents = store.collection<ConsentDocument>("consents");
  return {
    async record(idempotencyKey, consent, cause) {
      return store.unit(async (unit) => {
        const { session } = unit;
        const known = await consents.findOne({ tenantId: consent.tenantId, idempotencyKey }, { session });
        if (known !== null && known.contactId !== consent.contactId)
          throw new Fault("invalid", "idempotency_key was used for another contact");
        if (known !== null) return fromDocument(known);
        const { consentId: _id, ...rest } = consent;
        await consents.insertOne({ _id, idempotencyKey, ...rest }, { session });
        tell(unit, consent, cause);
        return consent;
      });
    },
    async of(tenantId, contactId) {
      // Asked of many contacts at once, it is one question to the database.
      const found = await store.find<ConsentDocument>("consents", "contactId", contactId);
      return found
        .filter((row) => row.tenantId === tenantId)
        .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1))
        .map(fromDocument);
    },
  };
}

function fromDocument({ _id, idempotencyKey: _idempotencyKey, ...rest }: ConsentDocument): Consent {
  return { consentId: _id, ...rest };
}

function tell(unit: Unit, consent: Consent, cause: { requestId: string; actor: string }): void {
  const { tenantId, contactId, purpose, wordingVersion, at } = consent;
  const decision = decisionMessage(consent.decision);
  unit.emit(topics.consentChanged, {
    key: contactId,
    tenantId,
    time: at,
    value: { contactId, purpose, decision, wordingVersion, at },
  });
  unit.emit(topics.auditRecorded, {
    key: tenantId,
    tenantId,
    time: at,
    value: auditRecorded({
      service: "compliance-audit",
      actor: cause.actor,
      onBehalfOf: `contact:${contactId}`,
      action: `consent.${consent.decision}`,
      purpose,
      resourceType: "consent",
      resourceId: consent.consentId,
      patientRef: contactId,
      requestId: cause.requestId,
      basis: `wording ${wordingVersion}`,
      at,
    }),
  });
}
