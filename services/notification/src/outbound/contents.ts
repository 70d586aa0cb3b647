import { type Topic, topics } from "@careline/contracts";
import { ContactAddress, OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import { eventPlace, openMessage, type Phi, type PhiClass, Sealed } from "@careline/phi";
import type { Clinics } from "@careline/runtime";
import type { Contents, KeptBox } from "../app/ports.ts";
import { reminderTemplate } from "../domain/reminder-template.ts";

/** Opens what is to be delivered, only in the moment of the delivery. */
export function contents(phi: Phi, clinics: Clinics): Contents {
  return {
    async open({ intent: { tenantId, contactId }, message }) {
      if (message === undefined) throw new Fault("invalid", "an intent without content");
      const reading = phi.reading();
      const sealed = boxOf(
        "message",
        message,
        { tenantId, contactId, class: "conversation" },
        topics.intentComposed,
      );
      const opened = await openMessage(reading, OutboundMessage, sealed, { purpose: "deliver-reply" });
      return { message: opened, labels: reading.openings.map(({ label }) => label) };
    },
    async reminder({ intent: { tenantId, contactId, reminder } }, recipient) {
      if (reminder === undefined) throw new Fault("invalid", "a reminder of nothing");
      const reading = phi.reading();
      const whose = { tenantId, contactId, class: "identity" } as const;
      const sealed = boxOf("address", recipient.address, whose, topics.contactChanged);
      const to = await openMessage(reading, ContactAddress, sealed, { purpose: "deliver-reminder" });
      const value = reminderTemplate(reminder, clinics.of(tenantId).name, recipient.language);
      const message = { to, contextWamid: "", content: { $case: "template" as const, value } };
      return { message, labels: reading.openings.map(({ label }) => label) };
    },
  };
}

function boxOf<T>(
  label: string,
  { box, eventId }: KeptBox,
  whose: { tenantId: string; contactId: string; class: PhiClass },
  topic: Topic<T>,
): Sealed {
  const { tenantId, contactId: subjectId } = whose;
  const event = { topic: topic.name, eventId, type: topic.type };
  return new Sealed(label, box, eventPlace({ tenantId, subjectId, class: whose.class, ...event }));
}
