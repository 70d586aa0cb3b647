import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { AppointmentStatus } from "@careline/contracts/scheduling/v1/events";
import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { client, type Tls } from "@careline/rpc";
import type { Ports } from "../app/ports.ts";
import type { Consent } from "../domain/gate.ts";

const consents: Record<ConsentDecision, Consent> = {
  [ConsentDecision.UNSPECIFIED]: "never-asked",
  [ConsentDecision.GRANTED]: "granted",
  [ConsentDecision.REFUSED]: "refused",
  [ConsentDecision.WITHDRAWN]: "withdrawn",
};

type Peers = Pick<Ports, "consentOf" | "checkReminder"> & { close(): void };

/** Asks the services that know, in the moment before a send. */
export function peers(addresses: { scheduling: string; consent: string }, tls: Tls): Peers {
  const consent = client(ConsentServiceDefinition, {
    address: addresses.consent,
    server: "compliance-audit",
    tls,
    idempotent: ["checkConsent"],
  });
  const scheduling = client(SchedulingServiceDefinition, {
    address: addresses.scheduling,
    server: "scheduling",
    tls,
    idempotent: ["checkReminder"],
  });
  return {
    async consentOf(tenantId, contactId) {
      const { decision } = await consent.checkConsent({ contactId, purpose: "care" }, { tenantId });
      return consents[decision];
    },
    async checkReminder(tenantId, occurrenceId) {
      const answer = await scheduling.checkReminder({ occurrenceId }, { tenantId });
      const { stillTrue, reason, appointment } = answer;
      return { stillTrue, reason, isConfirmed: appointment?.status === AppointmentStatus.CONFIRMED };
    },
    close() {
      consent.close();
      scheduling.close();
    },
  };
}
