import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { DeliveryStatus, type StatusReceived } from "@careline/contracts/gateway/v1/events";
import type { Log } from "@careline/runtime";
import { meaningOf } from "@careline/whatsapp";
import type { hearStatusOf } from "../app/hear-status.ts";
import { tooManyPeople } from "../domain/outcome.ts";
import type { Heard } from "../domain/status.ts";

export function onStatusReceived(
  hear: ReturnType<typeof hearStatusOf>,
  tooMany: (tenantId: string) => Promise<void>,
  log: Log,
): Route {
  return on(topics.statusReceived, async ({ id, tenantId, time, value }) => {
    const heard = heardOf(value, value.at ?? time);
    if (heard === undefined) return;
    const { intentId, messageRef } = value;
    const known = await hear(tenantId, id, { intentId, messageRef, heard });
    if (known && heard.status === "failed" && heard.errorCode === tooManyPeople) await tooMany(tenantId);
    // Another system may send from the same number: its statuses come here as well.
    if (!known) log.debug("a status of a message that is not ours", { tenantId, messageRef });
  });
}

function heardOf(value: StatusReceived, at: Date): Heard | undefined {
  const { status, errorCode, pricingCategory: category, pricingType: type } = value;
  const price = category === "" ? undefined : { category, type };
  switch (status) {
    case DeliveryStatus.SENT:
      return { status: "sent", at, price };
    case DeliveryStatus.DELIVERED:
      return { status: "delivered", at, price };
    case DeliveryStatus.READ:
      return { status: "read", at, price };
    case DeliveryStatus.FAILED:
      return { status: "failed", at, errorCode, reason: reasonOf(errorCode) };
    case DeliveryStatus.OTHER:
    case DeliveryStatus.UNSPECIFIED:
      return undefined;
  }
}

function reasonOf(code: number): string {
  const { title, words } = meaningOf(code);
  return `${title}: ${words}`;
}
