import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { Fault } from "@careline/faults";
import { handlers, serve, type Tls } from "@careline/rpc";

const notHere = () => Promise.reject(new Fault("unavailable", "not part of this test"));
const allow = ["notification"];
const address = "127.0.0.1:0";

/** What the peers know: who refused, and which reminders are not true any more. */
export interface Known {
  readonly decisions: Map<string, ConsentDecision>;
  readonly untrue: Map<string, string>;
}

/** The consent ledger and scheduling on loopback, over their real contracts. */
export async function servePeers(tlsOf: (name: string) => Tls, { decisions, untrue }: Known) {
  const consent = handlers(
    ConsentServiceDefinition,
    {
      checkConsent: async ({ contactId }) => ({
        decision: decisions.get(contactId) ?? ConsentDecision.GRANTED,
        record: undefined,
      }),
      recordConsent: notHere,
      listConsents: notHere,
    },
    { allow },
  );
  const scheduling = handlers(
    SchedulingServiceDefinition,
    {
      async checkReminder({ occurrenceId }) {
        const reason = untrue.get(occurrenceId) ?? "";
        const rest = { appointment: undefined, visitType: undefined, practitionerName: "" };
        return { stillTrue: reason === "", reason, ...rest };
      },
      ...{ listVisitTypes: notHere, listSlots: notHere, holdSlot: notHere, releaseHold: notHere },
      ...{ bookAppointment: notHere, moveAppointment: notHere, cancelAppointment: notHere },
      ...{ confirmAppointment: notHere, getAppointment: notHere, listAppointments: notHere },
    },
    { allow },
  );
  const consents = await serve({ address, tls: tlsOf("compliance-audit"), services: [consent] });
  const visits = await serve({ address, tls: tlsOf("scheduling"), services: [scheduling] });
  return {
    env: { CONSENT_ADDRESS: consents.address, SCHEDULING_ADDRESS: visits.address },
    stop: () => Promise.all([consents.stop(), visits.stop()]),
  };
}
