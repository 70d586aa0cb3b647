import { type Event, on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { DeliveryChanged } from "@careline/contracts/notification/v1/events";
import type { Reminders } from "../app/ports.ts";

/** Keeps what became of each reminder: sent, read, suppressed by which rule. Last word wins; hearing twice is the same. */
export function onDeliveryChanged(reminders: Reminders): Route {
  return on(topics.deliveryChanged, async ({ tenantId, value, time }: Event<DeliveryChanged>) => {
    if (value.source === "reminder")
      await reminders.settle(tenantId, value.sourceId, value.state, value.at ?? time);
  });
}
