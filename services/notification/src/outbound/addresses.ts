import { topics } from "@careline/contracts";
import { ContactAddress } from "@careline/contracts/sealed/v1/sealed";
import { eventPlace, openMessage, type Phi, Sealed } from "@careline/phi";
import type { Addresses } from "../app/fallback-ports.ts";
import type { Recipients } from "../app/ports.ts";

/** How a contact is reached but by WhatsApp, opened in the moment before something goes there. */
export function addresses(phi: Phi, recipients: Recipients, languageOf: (tenantId: string) => string) {
  return async (tenantId: string, contactId: string): Promise<Addresses> => {
    const recipient = await recipients.find(tenantId, contactId);
    if (recipient === undefined) return { of: {}, language: languageOf(tenantId), labels: [] };
    const { box, eventId } = recipient.address;
    const whose = { tenantId, subjectId: contactId, class: "identity" } as const;
    const { name: topic, type } = topics.contactChanged;
    const sealed = new Sealed("address", box, eventPlace({ ...whose, topic, eventId, type }));
    const reading = phi.reading();
    const { phone, email } = await openMessage(reading, ContactAddress, sealed, {
      purpose: "deliver-reminder",
    });
    return {
      of: { ...(phone !== "" && { sms: phone }), ...(email !== undefined && { email }) },
      language: recipient.language || languageOf(tenantId),
      labels: reading.openings.map(({ label }) => label),
    };
  };
}
