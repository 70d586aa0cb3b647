import { randomBytes } from "node:crypto";
import { inboundShown } from "../rules/inbound-shown.ts";
import { jsonAt, textAt } from "../rules/json.ts";
import { wamid } from "../rules/wamid.ts";
import { inboundBody } from "../rules/webhook-body.ts";
import { heard } from "../rules/window.ts";
import { wire } from "../rules/wire.ts";
import { chatKey, chatOf, putChat } from "../state/chats.ts";
import { viewOf } from "../state/live.ts";
import type { BusinessNumber, Message, Patient } from "../state/model.ts";
import type { World } from "../world.ts";
import type { Built } from "./inbound-message.ts";

export interface Said {
  readonly message: Message;
  /** Absent when the business does not hear it: it has blocked the patient. */
  readonly deliveryId?: string;
}

/** Keeps what a patient says to a number, and owes the business its webhook. Wake the sender afterwards. */
export function say(world: World, patient: Patient, number: BusinessNumber, built: Built): Said {
  const { state, sender, live, pacer } = world;
  const { phoneNumberId } = number;
  const { type, members, filename } = built;
  const user = {
    ...(patient.phone !== null && { phone: patient.phone }),
    ...(patient.bsuid !== null && { bsuid: patient.bsuid }),
  };
  const now = world.now();
  const body = {
    ...(patient.phone !== null && { from: patient.phone }),
    ...(patient.bsuid !== null && { from_user_id: patient.bsuid }),
    id: textAt(members, "id") ?? wamid(user, "in", randomBytes(9)),
    timestamp: String(Math.floor(now / 1000)),
    ...members,
  };
  const said = state.records.transaction((): Said => {
    const message: Message = {
      cursor: state.nextOrder(),
      id: body.id,
      phoneNumberId,
      patientId: patient.id,
      direction: "from_patient",
      at: now,
      type,
      body,
      shown: inboundShown(body, filename),
      statuses: [{ status: "sent", at: now }],
    };
    state.messages.put(message.id, message);
    const chat = chatOf(state, phoneNumberId, patient.id);
    if (chat.blockedAt !== undefined) return { message };
    // What WhatsApp says about a patient opens no window.
    if (type !== "system")
      putChat(state, heard(chat, toldAt(body.timestamp) ?? now, jsonAt(body, "referral") !== undefined));
    const deliveryId = sender.enqueue({
      lane: chatKey(phoneNumberId, patient.id),
      body: wire(inboundBody(number, patient, body)),
      phoneNumberId,
      patientId: patient.id,
      messageId: message.id,
    });
    return { message, deliveryId };
  });
  if (said.deliveryId !== undefined) pacer.countIn(number);
  live.say({ type: "message", message: viewOf(said.message) });
  return said;
}

// The window runs from the message's own moment, in seconds or in milliseconds, not from when we hear of it.
function toldAt(timestamp: unknown): number | undefined {
  const told = Number(timestamp);
  if (!Number.isFinite(told) || told <= 0) return undefined;
  return told > 1e12 ? told : told * 1000;
}
