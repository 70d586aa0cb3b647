import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import type { suppressReminders } from "../app/suppress-reminders.ts";

/** An opt-out stops what is queued already. A consent starts nothing: what was suppressed stays so. */
export function onConsentChanged(suppress: ReturnType<typeof suppressReminders>): Route {
  return on(topics.consentChanged, async ({ id, tenantId, value: { contactId, decision } }) => {
    if (decision === ConsentDecision.WITHDRAWN) await suppress(tenantId, { contactId }, "opted-out", id);
    if (decision === ConsentDecision.REFUSED) await suppress(tenantId, { contactId }, "consent-refused", id);
  });
}
