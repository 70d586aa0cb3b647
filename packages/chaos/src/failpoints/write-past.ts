import { randomBytes, randomUUID } from "node:crypto";
import { type Topic, topics } from "@careline/contracts";
import { IntentClass, IntentComposed } from "@careline/contracts/conversation/v1/events";
import { ReminderDue } from "@careline/contracts/scheduling/v1/events";
import type { LocalFile } from "@careline/local/local-file";
import type { Producer } from "kafkajs";
import { cloudEvent } from "../faults/cloud-event.ts";
import { producerFor } from "../faults/producer.ts";
import type { Session } from "../session.ts";

type Clinic = Pick<LocalFile, "tenantId" | "phoneNumberId">;

/** Writes into topics what no service said, of people whom nobody knows. It connects when it is first needed. */
export function writerPast(stack: Session["stack"]) {
  let connected: Promise<Producer> | undefined;
  const producer = (): Promise<Producer> => (connected ??= producerFor(stack));
  const say = async <T>({ tenantId }: Clinic, topic: Topic<T>, key: string, said: T): Promise<void> => {
    const value = Buffer.from(topic.codec.encode(said).finish());
    const headers = cloudEvent(topic.type, tenantId);
    await (await producer()).send({ topic: topic.name, messages: [{ key, value, headers }] });
  };
  return {
    producer,
    /** Of a visit that there is not; for want of consent they hear nothing. */
    remind(clinic: Clinic): Promise<void> {
      const [contactId, appointmentId] = [stranger(), stranger()];
      const startsAt = new Date(Date.now() + 86_400_000);
      const visit = { appointmentId, contactId, version: 1n, startsAt, endsAt: startsAt };
      const due = { occurrenceId: randomUUID(), appointment: visit, dueAt: new Date(), expiresAt: startsAt };
      return say(clinic, topics.reminderDue, contactId, ReminderDue.fromPartial(due));
    },
    /** By a template, as for somebody who has not written of late; nobody can read what it says, so it is given up. */
    write(clinic: Clinic): Promise<void> {
      const ids = { intentId: randomUUID(), contactId: stranger(), conversationId: randomUUID() };
      const message = { box: randomBytes(80) };
      const rest = { phoneNumberId: clinic.phoneNumberId, intentClass: IntentClass.REPLY, sequence: 1n };
      const composed = IntentComposed.fromPartial({ ...ids, ...rest, message });
      return say(clinic, topics.intentComposed, ids.contactId, composed);
    },
    /** All that is theirs is to be forgotten. */
    erase(clinic: Clinic): Promise<void> {
      const subjectId = stranger();
      const gone = { subjectId, classes: ["identity", "conversation"], at: new Date() };
      return say(clinic, topics.keyShredded, subjectId, gone);
    },
  };
}

function stranger(): string {
  return `lead-${randomUUID()}`;
}
