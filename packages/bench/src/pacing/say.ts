import { randomUUID } from "node:crypto";
import { type Outgoing, outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { IntentClass } from "@careline/contracts/conversation/v1/events";
import { MessageReceived } from "@careline/contracts/gateway/v1/events";
import { AppointmentStatus } from "@careline/contracts/scheduling/v1/events";
import { ContactAddress, OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { eventPlace, type Phi, sealMessage } from "@careline/phi";
import { Binary, type Db } from "mongodb";
import { noonZone } from "../reminders/visits.ts";
import { whatsappOf } from "../stack/clinics.ts";

export interface Person {
  readonly contactId: string;
  readonly phone: string;
  /** How many answers they got. */
  answers: number;
}

const tenantId = "clinic_01";
const { phoneNumberId } = whatsappOf(0);
const hourMs = 3_600_000;
const atOnce = 200;

export function peopleFrom(first: number, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ contactId: randomUUID(), phone: `346${String(10_000_000 + first + index)}`, answers: 0 },
  }));
}

/** Writes down how people are reached, as the sender does when it hears of it. */
export async function introduce(people: readonly Person[], phi: Phi, db: Db): Promise<void> {
  const { name: topic, type } = topics.contactChanged;
  for (let from = 0; from < people.length; from += atOnce) {
    const rows = people.slice(from, from + atOnce).map(async ({ contactId, phone }) => {
      const addressEventId = randomUUID();
      const whose = { tenantId, subjectId: contactId, class: "identity" } as const;
      const place = eventPlace({ ...whose, topic, eventId: addressEventId, type });
      const address = { phone, userId: "", username: "" };
      const { box } = await sealMessage(phi, "address", ContactAddress, address, place);
      const known = { tenantId, contactId, phoneNumberId, language: "es", knownAt: new Date() };
      return { _id: `${tenantId}/${contactId}`, ...known, address: new Binary(box), addressEventId };
    });
    await db.collection<{ _id: string }>("recipients").insertMany(await Promise.all(rows));
  }
}

export interface Said {
  readonly intentId: string;
  readonly record: Outgoing;
}

/** Says as scheduling does that a reminder of a visit tomorrow is due. */
export function reminderFor({ contactId }: Person): Said {
  const intentId = randomUUID();
  const now = new Date();
  const startsAt = new Date(now.getTime() + 24 * hourMs);
  // Where it is noon now: nothing may wait for the end of quiet hours.
  const timeZone = noonZone(now);
  const appointment = {
    ...{ appointmentId: randomUUID(), version: 1n, status: AppointmentStatus.BOOKED, contactId, timeZone },
    ...{ patientId: "", visitTypeId: "check-up", practitionerId: "elena-ruiz", startsAt, endsAt: startsAt },
  };
  const expiresAt = new Date(now.getTime() + 20 * hourMs);
  const value = {
    ...{ occurrenceId: intentId, ruleId: "before-24h", appointment, dueAt: now, expiresAt, timeZone },
  };
  const head = { id: randomUUID(), tenantId, key: contactId, time: now };
  return { intentId, record: outgoing(topics.reminderDue, { ...head, value }) };
}

/** Says as the gateway does that a person has written: it counts for the pace of the number. */
export function heardFrom({ contactId }: Person): Outgoing {
  const now = new Date();
  const value = MessageReceived.fromPartial({
    contactId,
    phoneNumberId,
    messageRef: randomUUID(),
    sentAt: now,
  });
  return outgoing(topics.messageReceived, { id: randomUUID(), tenantId, key: contactId, time: now, value });
}

/** Says as conversation does that somebody who has just written is to be answered. The answer says its number. */
export async function answerFor(person: Person, phi: Phi): Promise<Said> {
  const { contactId, phone } = person;
  person.answers += 1;
  const [id, intentId, now] = [randomUUID(), randomUUID(), new Date()];
  const { name: topic, type } = topics.intentComposed;
  const whose = { tenantId, subjectId: contactId, class: "conversation" } as const;
  const content = { $case: "text", value: { body: `answer ${person.answers}`, previewUrl: false } } as const;
  const message = { to: { phone, userId: "", username: "" }, contextWamid: "", readWamid: "", content };
  const place = eventPlace({ ...whose, topic, eventId: id, type });
  const { box } = await sealMessage(phi, "message", OutboundMessage, message, place);
  const value = {
    ...{ intentId, contactId, conversationId: contactId, phoneNumberId, intentClass: IntentClass.REPLY },
    ...{ sequence: BigInt(person.answers), message: { box: Buffer.from(box) }, windowOpenedAt: now },
    expiresAt: new Date(now.getTime() + 23 * hourMs),
  };
  const head = { id, tenantId, key: contactId, time: now };
  return { intentId, record: outgoing(topics.intentComposed, { ...head, value }) };
}
