import type { BusinessNumber, Message, Patient } from "../state/model.ts";
import type { Answer } from "../webhook/post.ts";
import type { World } from "../world.ts";
import { buildInbound } from "./inbound-message.ts";
import type { InboundOrder } from "./inbound-order.ts";
import { say } from "./say.ts";

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
  const { sender } = world;
  const { message, deliveryId } = say(world, patient, number, buildInbound(world, patient, number, order));
  if (deliveryId === undefined)
    return { message, webhook: { accepted: false, reason: "the business has blocked this patient" } };
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
