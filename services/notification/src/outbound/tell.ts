import { auditRecorded, topics } from "@careline/contracts";
import type { Unit } from "@careline/store";
import type { ChangeNotes } from "../app/ports.ts";
import type { Intent, State } from "../domain/intent.ts";
import { stateMessage } from "./to-contract.ts";

// Ticks are news for the thread; what was sent, or not and why, is for the audit log.
const audited: Partial<Record<State, string>> = {
  submitting: "message.submitted",
  accepted: "message.accepted",
  held: "message.held",
  failed: "message.failed",
  suppressed: "message.suppressed",
  expired: "message.expired",
  uncertain: "message.uncertain",
};

/** Says what became of an intent and records it, in the transaction that changed it. */
export function tellChange(emit: Unit["emit"], intent: Intent, notes: ChangeNotes): void {
  const { tenantId, contactId, intentId, state, reason, errorCode, changedAt, source, sourceId } = intent;
  const value = {
    ...{ intentId, contactId, state: stateMessage(state), reason, errorCode, at: changedAt },
    ...{ source, sourceId, channel: intent.channel },
  };
  // That a request is being made helps nobody: what comes of it follows within the moment.
  if (state !== "submitting")
    emit(topics.deliveryChanged, { key: contactId, tenantId, time: changedAt, value });
  const action = audited[state];
  if (action === undefined) return;
  emit(topics.auditRecorded, {
    key: tenantId,
    tenantId,
    time: changedAt,
    value: auditRecorded({
      service: "notification",
      actor: "service:notification",
      action,
      outcome: state === "failed" ? "failure" : "success",
      purpose: intent.intentClass === "reminder" ? "deliver-reminder" : "deliver-reply",
      resourceType: "intent",
      resourceId: intentId,
      patientRef: contactId,
      requestId: notes.requestId,
      policyId: state === "suppressed" ? reason : "",
      opened: [...(notes.opened ?? [])],
      at: changedAt,
    }),
  });
}
