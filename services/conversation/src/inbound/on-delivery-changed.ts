import { on } from "@careline/bus";
import type { Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { IntentState } from "@careline/contracts/notification/v1/events";
import type { Tick } from "../domain/ticks.ts";

const ticks: Readonly<Record<IntentState, Tick>> = {
  [IntentState.UNSPECIFIED]: "composed",
  [IntentState.PLANNED]: "planned",
  [IntentState.CLAIMED]: "claimed",
  [IntentState.SUBMITTING]: "submitting",
  [IntentState.ACCEPTED]: "accepted",
  [IntentState.SENT]: "sent",
  [IntentState.DELIVERED]: "delivered",
  [IntentState.READ]: "read",
  [IntentState.FAILED]: "failed",
  [IntentState.SUPPRESSED]: "suppressed",
  [IntentState.EXPIRED]: "expired",
  [IntentState.UNCERTAIN]: "uncertain",
  [IntentState.HELD]: "accepted",
};

export function onDeliveryChanged(
  keep: (tenantId: string, intentId: string, tick: Tick) => Promise<void>,
): Route {
  return on(topics.deliveryChanged, async ({ tenantId, value }) => {
    if (value.source === "conversation") await keep(tenantId, value.intentId, ticks[value.state]);
  });
}
