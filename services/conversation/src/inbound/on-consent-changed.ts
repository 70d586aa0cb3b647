import { on } from "@careline/bus";
import type { Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { carePurpose, decisionOf } from "../outbound/consent-words.ts";
import type { Decided } from "../domain/facts.ts";

export function onConsentChanged(
  keep: (tenantId: string, contactId: string, decided: Decided) => Promise<void>,
): Route {
  return on(topics.consentChanged, async ({ tenantId, time, value }) => {
    const decision = decisionOf(value.decision);
    if (value.purpose === carePurpose && decision !== undefined)
      await keep(tenantId, value.contactId, { at: value.at ?? time, decision });
  });
}
