import { auditRecorded, topics } from "@careline/contracts";
import { IntentClass, Owner as OwnerMessage } from "@careline/contracts/conversation/v1/events";
import type { SharedUnit } from "@careline/store";
import { toldOf } from "../app/contact-news.ts";
import { lastInboundAt } from "../app/last-inbound-at.ts";
import type { Change } from "../app/ports.ts";
import type { SayClass } from "../domain/message.ts";
import type { Owner } from "../domain/thread.ts";
import type { SealedChange, SealedIntent } from "./sealed-change.ts";

type Says = Pick<SharedUnit, "emit">;

// WhatsApp lets us answer freely for a day after someone wrote; nothing of ours is worth saying later than that.
const windowMs = 24 * 3_600_000;

const classes: Readonly<Record<SayClass | "staff", IntentClass>> = {
  emergency: IntentClass.EMERGENCY,
  reply: IntentClass.REPLY,
  staff: IntentClass.STAFF,
  confirmation: IntentClass.CONFIRMATION,
};

export const owners: Readonly<Record<Owner, OwnerMessage>> = {
  bot: OwnerMessage.BOT,
  person: OwnerMessage.PERSON,
};

/** Says what changed, in the transaction that changed it. */
export function tellChange({ emit }: Says, sealed: SealedChange, timeZone: string): void {
  const { change, contactChanged, intents } = sealed;
  const { before, now, handOver } = change;
  const { tenantId, contactId, conversationId } = before;
  if (contactChanged !== undefined)
    emit(topics.contactChanged, {
      id: contactChanged.eventId,
      key: contactId,
      tenantId,
      time: now,
      value: {
        contactId,
        ...toldOf(change),
        timeZone,
        lastInboundAt: lastInboundAt(change),
        address: { box: Buffer.from(contactChanged.address.box) },
      },
    });
  intents.forEach((intent, index) => tellIntent({ emit }, change, intent, before.sequence + index + 1));
  if (handOver !== undefined)
    emit(topics.handedOver, {
      key: conversationId,
      tenantId,
      time: now,
      value: {
        conversationId,
        contactId,
        owner: owners[handOver.owner],
        reason: handOver.reason,
        urgent: handOver.urgent,
      },
    });
  tellAudit({ emit }, change);
}

function tellIntent({ emit }: Says, change: Change, intent: SealedIntent, sequence: number): void {
  const { before, now } = change;
  const { tenantId, contactId, conversationId, phoneNumberId } = before;
  const windowOpenedAt = lastInboundAt(change);
  emit(topics.intentComposed, {
    id: intent.eventId,
    key: contactId,
    tenantId,
    time: now,
    value: {
      intentId: intent.intentId,
      contactId,
      conversationId,
      phoneNumberId,
      intentClass: classes[intent.say.sayClass],
      sequence: BigInt(sequence),
      message: { box: Buffer.from(intent.forEvent.box) },
      windowOpenedAt,
      expiresAt: windowOpenedAt && new Date(windowOpenedAt.getTime() + windowMs),
    },
  });
}

/** Who did what with whose data: that something was read, and each thing that was done. */
function tellAudit(
  { emit }: Says,
  { before, actor, requestId, now, inbound, handOver, enter, deeds, opened }: Change,
): void {
  const { tenantId, contactId, conversationId } = before;
  const thread = { resourceType: "conversation", resourceId: conversationId };
  const acts = [
    ...(inbound ? [{ ...thread, action: inbound.action }] : []),
    // What staff did themselves is told by their own deed.
    ...(handOver && handOver.reason !== "staff"
      ? [{ ...thread, action: handOver.urgent ? "conversation.staff-alerted" : "conversation.handed-over" }]
      : []),
    ...(enter ? [{ action: "patient.entered", resourceType: "patient", resourceId: enter.patientId }] : []),
    ...deeds,
  ];
  acts.forEach((act, index) =>
    emit(topics.auditRecorded, {
      key: tenantId,
      tenantId,
      time: now,
      value: auditRecorded({
        service: "conversation",
        actor,
        purpose: inbound ? "understand-message" : "answer-patient",
        patientRef: contactId,
        requestId,
        at: now,
        // What was opened was opened once, for all of it.
        opened: index === 0 ? [...new Set(opened.map(({ label }) => label))] : [],
        ...act,
      }),
    }),
  );
}
