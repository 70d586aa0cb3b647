import { api, type MessageView, type Patient } from "./api.ts";
import {
  businessIn,
  businessOf,
  changed,
  houseNow,
  meet,
  model,
  patientOf,
  selectedPatient,
} from "./model.ts";
import { complain, toast } from "./ui/sheet.ts";
import { longDate, timeOf, zoneHere } from "./ui/time.ts";
import { words } from "./words.ts";

type Order = Readonly<Record<string, unknown>>;

/** Sends as this patient: beside the chat, as taps, reactions and deletions are. */
export async function send(patientId: string, order: Order): Promise<void> {
  try {
    const { webhook } = await api.say(patientId, businessOf(patientId).phoneNumberId, order);
    if (!webhook.accepted) toast(`${words().refused}: ${webhook.reason ?? ""}`);
  } catch (error) {
    complain(error);
  }
}

/** Sends into the chat, quoting the message that is being answered, if there is one. */
export function say(patientId: string, order: Order): Promise<void> {
  const quoted = model.messages.get(model.answering.get(patientId) ?? "");
  const patient = patientOf(patientId);
  model.answering.delete(patientId);
  changed();
  return send(
    patientId,
    quoted === undefined || patient === undefined ? order : quoting(order, quoted, patient),
  );
}

function quoting(order: Order, quoted: MessageView, patient: Patient): Order {
  if (order["type"] !== "raw") return { contextId: quoted.id, ...order };
  const message = order["message"] as Order;
  const own = typeof message["context"] === "object" ? message["context"] : {};
  return { ...order, message: { ...message, context: { ...contextOf(quoted, patient), ...own } } };
}

/** A message object as Meta would write it, for what the control API has no words of its own. */
export function raw(message: Order): Order {
  return { type: "raw", message };
}

/** How a message names another one of the same chat. */
export function contextOf(message: MessageView, patient: Patient): Order {
  const own = patient.phone ?? patient.bsuid;
  const business = businessIn(message).displayPhoneNumber.replaceAll(/\D/g, "");
  return { from: message.direction === "from_patient" ? own : business, id: message.id };
}

export async function moveClock(order: unknown): Promise<void> {
  toast(words().moving);
  try {
    const zone = selectedPatient()?.timeZone ?? zoneHere();
    const { now } = await api.moveClock(order);
    model.aheadMs = Date.parse(now) - Date.now();
    toast(`${words().moved} ${timeOf(now, zone)}, ${longDate(houseNow(), zone)}`);
  } catch (error) {
    complain(error);
  }
}

/** Carries out a change of a patient, and shows what came of it. */
export async function changePatient(change: Promise<Patient>): Promise<void> {
  try {
    meet(await change);
    toast(words().changed);
  } catch (error) {
    complain(error);
  }
  changed();
}
