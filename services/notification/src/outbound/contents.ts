import { type Topic, topics } from "@careline/contracts";
import { ContactAddress, OutboundMessage, type TemplateContent } from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import { eventPlace, openMessage, type Phi, type PhiClass, Sealed } from "@careline/phi";
import type { Clinic, Clinics } from "@careline/runtime";
import type { Contents, KeptBox } from "../app/ports.ts";
import { fillTemplate } from "../domain/fill-template.ts";
import type { ReminderOf } from "../domain/intent.ts";
import { reminderPayloads, reminderValues } from "../domain/reminder-template.ts";
import type { LibraryTemplate } from "../domain/template.ts";

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
    async reminder({ intent: { tenantId, contactId, reminder } }, { recipient, template }) {
      if (reminder === undefined) throw new Fault("invalid", "a reminder of nothing");
      const reading = phi.reading();
      const whose = { tenantId, contactId, class: "identity" } as const;
      const sealed = boxOf("address", recipient.address, whose, topics.contactChanged);
      const to = await openMessage(reading, ContactAddress, sealed, { purpose: "deliver-reminder" });
      const value = reminderContent(reminder, clinics.of(tenantId), template);
      const message = { to, contextWamid: "", readWamid: "", content: { $case: "template" as const, value } };
      return { message, labels: reading.openings.map(({ label }) => label) };
    },
  };
}

function reminderContent(
  reminder: ReminderOf,
  clinic: Pick<Clinic, "name" | "directionsUrl">,
  template: LibraryTemplate,
): TemplateContent {
  const { name, language, isNamed } = template;
  const filled = fillTemplate(template, reminderValues(reminder, clinic, language));
  if (filled.kind === "unfit") throw new Fault("invalid", `the reminder cannot be filled: ${filled.reason}`);
  return {
    ...{
      name,
      language,
      header: undefined,
      buttons: [],
      quickReplyPayloads: [...reminderPayloads(reminder)],
    },
    namedParameters: isNamed ? [...filled.values] : [],
    bodyParameters: isNamed ? [] : filled.values.map(({ value }) => value),
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
