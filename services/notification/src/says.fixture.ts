import { randomUUID } from "node:crypto";
import { outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { IntentClass } from "@careline/contracts/conversation/v1/events";
import { AppointmentStatus } from "@careline/contracts/scheduling/v1/events";
import { ContactAddress, OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { eventPlace, sealMessage } from "@careline/phi";
import { phoneNumberId, tenantId } from "./clinic.fixture.ts";
import type { House } from "./house.fixture.ts";

interface Person {
  readonly id: string;
  readonly phone: string;
}
type Content = NonNullable<OutboundMessage["content"]>;

/** The other services, as far as notification hears them. A person's contact is named as they are. */
export function saying({ bus, phi, clock }: House) {
  const head = (id: string, key: string) => ({ id, tenantId, key, time: clock.now() });
  let sequence = 0n;
  return {
    async compose(
      { id: contactId, phone }: Person,
      content: Content,
      intentClass: IntentClass = IntentClass.REPLY,
    ): Promise<string> {
      const [id, intentId] = [randomUUID(), randomUUID()];
      const { name: topic, type } = topics.intentComposed;
      const whose = { tenantId, subjectId: contactId, class: "conversation" } as const;
      const message = { to: { phone, userId: "", username: "" }, contextWamid: "", readWamid: "", content };
      const place = eventPlace({ ...whose, topic, eventId: id, type });
      const { box } = await sealMessage(phi, "message", OutboundMessage, message, place);
      const value = {
        ...{ intentId, contactId, conversationId: `of-${contactId}`, phoneNumberId, intentClass },
        ...{ sequence: ++sequence, message: { box: Buffer.from(box) }, windowOpenedAt: clock.now() },
        expiresAt: new Date(clock.now().getTime() + 23 * 3_600_000),
      };
      await bus.publish([outgoing(topics.intentComposed, { ...head(id, contactId), value })]);
      return intentId;
    },
    reply(person: Person, body: string): Promise<string> {
      return this.compose(person, { $case: "text", value: { body, previewUrl: false } });
    },
    async meet({ id: contactId, phone }: Person): Promise<void> {
      const id = randomUUID();
      const { name: topic, type } = topics.contactChanged;
      const whose = { tenantId, subjectId: contactId, class: "identity" } as const;
      const place = eventPlace({ ...whose, topic, eventId: id, type });
      const address = { phone, userId: "", username: "" };
      const { box } = await sealMessage(phi, "address", ContactAddress, address, place);
      const value = {
        ...{ contactId, phoneNumberId, patientId: "", language: "es", timeZone: "Europe/Madrid" },
        ...{ lastInboundAt: clock.now(), address: { box: Buffer.from(box) } },
      };
      await bus.publish([outgoing(topics.contactChanged, { ...head(id, contactId), value })]);
    },
    /** A reminder of a visit in a day. */
    async remind({ id: contactId }: Person): Promise<string> {
      const occurrenceId = randomUUID();
      const startsAt = new Date(clock.now().getTime() + 24 * 3_600_000);
      const appointment = {
        ...{ appointmentId: randomUUID(), version: 1n, status: AppointmentStatus.BOOKED, contactId },
        ...{ patientId: "", visitTypeId: "v", practitionerId: "p", startsAt, endsAt: startsAt },
        timeZone: "Europe/Madrid",
      };
      const expiresAt = new Date(startsAt.getTime() - 2 * 3_600_000);
      const rest = { appointment, dueAt: clock.now(), expiresAt, timeZone: "Europe/Madrid" };
      const value = { occurrenceId, ruleId: "before-24h", ...rest };
      await bus.publish([outgoing(topics.reminderDue, { ...head(randomUUID(), contactId), value })]);
      return occurrenceId;
    },
    async optOut({ id: contactId }: Person): Promise<void> {
      const decision = ConsentDecision.WITHDRAWN;
      const value = { contactId, purpose: "care", decision, wordingVersion: "1", at: clock.now() };
      await bus.publish([outgoing(topics.consentChanged, { ...head(randomUUID(), contactId), value })]);
    },
  };
}
