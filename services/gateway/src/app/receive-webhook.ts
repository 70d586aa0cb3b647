import type { Outgoing } from "@careline/bus";
import { failpoint, Fault } from "@careline/faults";
import type { InboundMessage, OtherChange, ParsedWebhook, StatusUpdate } from "@careline/whatsapp";
import { clinicOf, clinicOfNumber } from "../domain/clinic-of.ts";
import { oldAndNew } from "../domain/old-and-new.ts";
import { uuid8 } from "../domain/uuid.ts";
import { fileOf } from "./note-file.ts";
import { forgetContact } from "./forget-contact.ts";
import { identifyContact, linkIdentities } from "./identify-contact.ts";
import type { MessageFact, Ports } from "./ports.ts";

/**
 * Says on the bus what a webhook brought, and resolves when the bus holds all of it. The same webhook again says the
 * same events, by the same ids. What cannot be published makes it fail whole, so that WhatsApp sends it again.
 */
export function receiveWebhook(ports: Ports) {
  const { clinics, records, blindIndex, noteFile, publish, count, now } = ports;
  const identify = identifyContact(ports);
  const link = linkIdentities(ports);
  const forget = forgetContact(ports);

  return async ({ messages, statuses, others }: ParsedWebhook): Promise<number> => {
    const facts: (MessageFact | OtherChange)[] = [];
    // One after the other: a message that tells of a new number comes before those from it.
    for (const message of messages) facts.push(await factOf(message));
    const said = await Promise.all([
      ...facts.map((fact) => ("eventId" in fact ? recordOfMessage(fact) : recordOfChange(fact))),
      ...statuses.map(recordOfStatus),
      ...others.map(recordOfChange),
    ]);
    const byId = new Map(said.flatMap((record) => (record === undefined ? [] : [[idOf(record), record]])));
    if (byId.size > 0) {
      failpoint("gateway.before-publish");
      await publish([...byId.values()]);
      failpoint("gateway.after-publish");
    }
    count("events-published", undefined, byId.size);
    return byId.size;
  };

  async function factOf(message: InboundMessage): Promise<MessageFact | OtherChange> {
    const clinic = clinicOfNumber(clinics, message);
    if (clinic === undefined) return stray(message);
    const { tenantId } = clinic;
    const eventId = await eventIdOf(tenantId, "message", message.phoneNumberId, message.id);
    const messageRef = await blindIndex(tenantId, "wamid", message.id);
    const contactId = await contactOf(message, tenantId, eventId);
    return { eventId, messageRef, contactId, clinic, message };
  }

  async function contactOf(message: InboundMessage, tenantId: string, eventId: string): Promise<string> {
    if (message.change === undefined) return identify({ tenantId, ids: message.from, eventId });
    const { old, next } = oldAndNew(message.from, message.change);
    const contactId = await identify({ tenantId, ids: old, eventId });
    await link(contactId, { tenantId, ids: next, eventId });
    return contactId;
  }

  async function recordOfMessage(fact: MessageFact): Promise<Outgoing> {
    const record = await records.ofMessage(fact);
    if (record !== "erased") return noted(fact, record);
    // Someone who was erased writes again: a new contact, who starts from nothing.
    const { tenantId } = fact.clinic;
    await forget(tenantId, fact.contactId, fact.eventId);
    const contactId = await identify({ tenantId, ids: fact.message.from, eventId: fact.eventId });
    const again = await records.ofMessage({ ...fact, contactId });
    if (again === "erased") throw new Fault("conflict", "a contact was erased while it wrote");
    return noted({ ...fact, contactId }, again);
  }

  /** Before the message is said: whoever dies in between hears the same webhook again, and notes it once. */
  async function noted(
    { eventId, contactId, clinic, message }: MessageFact,
    record: Outgoing,
  ): Promise<Outgoing> {
    const file = fileOf(message);
    const { tenantId, phoneNumberId } = clinic;
    const sentAt = message.at ?? now();
    if (file !== undefined) await noteFile({ eventId, tenantId, contactId, phoneNumberId, sentAt }, file);
    return record;
  }

  async function recordOfStatus(status: StatusUpdate): Promise<Outgoing | undefined> {
    const clinic = clinicOfNumber(clinics, status);
    if (clinic === undefined) return recordOfChange(stray(status));
    const { tenantId } = clinic;
    const moment = status.at?.toISOString() ?? "";
    // In a group each member has a status of their own.
    const { groupId, recipient } = status;
    const member = groupId === undefined ? [] : [recipient.userId ?? recipient.phone ?? ""];
    const parts = [status.id, status.originalStatus, moment, ...member];
    const eventId = await eventIdOf(tenantId, "status", ...parts);
    const messageRef = await blindIndex(tenantId, "wamid", status.id);
    return records.ofStatus({ eventId, messageRef, clinic, status });
  }

  async function recordOfChange(change: OtherChange): Promise<Outgoing | undefined> {
    const clinic = clinicOf(clinics, change);
    if (clinic === undefined) {
      count("items-without-clinic");
      return undefined;
    }
    const { field, understood, at } = change;
    const value = JSON.stringify(change.value) ?? "null";
    const moment = at?.toISOString() ?? "";
    const eventId = await eventIdOf(clinic.tenantId, "change", clinic.wabaId, field, moment, value);
    return records.ofChange({ eventId, clinic, field, understood, at, value });
  }

  async function eventIdOf(tenantId: string, ...parts: readonly string[]): Promise<string> {
    return uuid8(await blindIndex(tenantId, "wamid", JSON.stringify(parts)));
  }
}

/** An item for a number that is none of ours. */
function stray({ wabaId, phoneNumberId, at, raw }: InboundMessage | StatusUpdate): OtherChange {
  const about = { wabaId, phoneNumberId, field: "messages", at };
  return { ...about, why: "unknown-shape", understood: false, value: raw };
}

function idOf(record: Outgoing): string {
  return record.headers["ce_id"] ?? "";
}
