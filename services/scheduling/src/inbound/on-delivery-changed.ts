import { type Event, on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { type DeliveryChanged, IntentState } from "@careline/contracts/notification/v1/events";
import type { Reminders } from "../app/ports.ts";

/** Keeps what became of each reminder: sent, read, suppressed by which rule. Last word wins; hearing twice is the same. */
export function onDeliveryChanged(reminders: Reminders): Route {
  return on(topics.deliveryChanged, async ({ tenantId, value, time }: Event<DeliveryChanged>) => {
    if (value.source === "reminder" && isItsFate(value))
      await reminders.settle(tenantId, value.sourceId, value.state, value.at ?? time);
  });
}

/** Another channel counts when it said the reminder. What it left out or could not say is as WhatsApp has it. */
function isItsFate({ channel, state }: DeliveryChanged): boolean {
  return channel === "" || channel === "whatsapp" || state === IntentState.ACCEPTED;
}
