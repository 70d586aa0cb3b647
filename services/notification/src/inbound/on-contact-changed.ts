import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { Fault } from "@careline/faults";
import type { Recipients } from "../app/ports.ts";

export function onContactChanged(recipients: Recipients): Route {
  return on(topics.contactChanged, async ({ id, tenantId, time, value }) => {
    const { contactId, phoneNumberId, language, address } = value;
    if (address === undefined) throw new Fault("unreadable", "a contact without an address");
    const kept = { contactId, phoneNumberId, language, address: { box: address.box, eventId: id } };
    await recipients.remember(tenantId, kept, time);
  });
}
