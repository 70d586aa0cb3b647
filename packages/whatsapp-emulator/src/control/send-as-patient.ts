import { randomBytes } from "node:crypto";
import { inboundShown } from "../rules/inbound-shown.ts";
import { textAt } from "../rules/json.ts";
import { wamid } from "../rules/wamid.ts";
import { inboundBody } from "../rules/webhook-body.ts";
import { wire } from "../rules/wire.ts";
import { chatKey, chatOf, putChat } from "../state/chats.ts";
import { viewOf } from "../state/live.ts";
import type { BusinessNumber, Message, Patient } from "../state/model.ts";
import type { Answer } from "../webhook/post.ts";
import type { World } from "../world.ts";
import { buildInbound } from "./inbound-message.ts";
import type { InboundOrder } from "./inbound-order.ts";

export interface SentAsPatient {
  readonly message: Message;
  /** What came of the first try to deliver it; after a refusal it is tried again. */
  readonly webhook: Answer;
}

const patienceMs = 11_000;

/** Sends as a patient: kept, then told to the business by a signed webhook. */
export async function sendAsPatient(
  world: World,
  patient: Patient,
  number: BusinessNumber,
  order: InboundOrder,
): Promise<SentAsPatient> {
  const { state, sender, live } = world;
  const built = buildInbound(world, patient, number, order);
  const at = world.now();
  const user = {
    ...(patient.phone !== null && { phone: patient.phone }),
    ...(patient.bsuid !== null && { bsuid: patient.bsuid }),
  };
  const body = {
    ...(patient.phone !== null && { from: patient.phone }),
    ...(patient.bsuid !== null && { from_user_id: patient.bsuid }),
    id: textAt(built.members, "id") ?? wamid(user, "in", randomBytes(9)),
    timestamp: String(Math.floor(at / 1000)),
    ...built.members,
  };
  const { phoneNumberId } = number;
  const lane = chatKey(phoneNumberId, patient.id);
  const { message, deliveryId } = state.records.transaction(() => {
    const sent: Message = {
      cursor: state.nextOrder(),
      id: body.id,
      phoneNumberId,
      patientId: patient.id,
      direction: "from_patient",
      at,
      type: built.type,
      body,
      shown: inboundShown(body, built.filename),
      statuses: [{ status: "sent", at }],
    };
    state.messages.put(sent.id, sent);
    putChat(state, { ...chatOf(state, phoneNumberId, patient.id), lastInboundAt: at });
    const webhook = {
      lane,
      body: wire(inboundBody(number, patient, body)),
      phoneNumberId,
      patientId: patient.id,
      messageId: sent.id,
    };
    return { message: sent, deliveryId: sender.enqueue(webhook) };
  });
  live.say({ type: "message", message: viewOf(message) });
  const first = sender.firstAnswer(deliveryId);
  sender.wake();
  return { message, webhook: await Promise.race([first, giveUp()]) };
}

function giveUp(): Promise<Answer> {
  return new Promise((resolve) => {
    setTimeout(
      () => resolve({ accepted: false, reason: "waits behind an earlier webhook" }),
      patienceMs,
    ).unref();
  });
}
