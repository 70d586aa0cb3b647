import { IntentState } from "@careline/contracts/notification/v1/events";
import type { Intent as IntentMessage } from "@careline/contracts/notification/v1/notification_service";
import type { Intent, State } from "../domain/intent.ts";

const states: Record<State, IntentState> = {
  planned: IntentState.PLANNED,
  submitting: IntentState.SUBMITTING,
  accepted: IntentState.ACCEPTED,
  held: IntentState.HELD,
  sent: IntentState.SENT,
  delivered: IntentState.DELIVERED,
  read: IntentState.READ,
  failed: IntentState.FAILED,
  suppressed: IntentState.SUPPRESSED,
  expired: IntentState.EXPIRED,
  uncertain: IntentState.UNCERTAIN,
};

export function stateMessage(state: State): IntentState {
  return states[state];
}

export function stateOf(message: IntentState): State | undefined {
  return (Object.keys(states) as State[]).find((state) => states[state] === message);
}

export function intentMessage(intent: Intent): IntentMessage {
  const { intentId, contactId, intentClass, reason, errorCode, attempts, createdAt, changedAt } = intent;
  const { source, sourceId, history } = intent;
  return {
    ...{
      intentId,
      contactId,
      intentClass,
      reason,
      errorCode,
      attempts,
      createdAt,
      changedAt,
      source,
      sourceId,
    },
    state: states[intent.state],
    ...{
      channel: intent.channel,
      priceCategory: intent.price?.category ?? "",
      priceType: intent.price?.type ?? "",
    },
    history: history.map((step) => ({ ...step, state: states[step.state] })),
  };
}
