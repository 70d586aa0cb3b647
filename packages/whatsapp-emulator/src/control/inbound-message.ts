import { Fault } from "@careline/faults";
import { jsonAt, textAt, type Json } from "../rules/json.ts";
import { tapped, type Tap } from "../rules/tap.ts";
import type { BusinessNumber, Message, Patient } from "../state/model.ts";
import type { World } from "../world.ts";
import { fileMessage } from "./inbound-file.ts";
import type { InboundOrder } from "./inbound-order.ts";
import { sampleAd } from "./samples.ts";

export interface Built {
  readonly type: string;
  /** The members of the message beside from, id and timestamp. */
  readonly members: Json;
  readonly filename?: string;
}

type TapOrder = Extract<InboundOrder, { type: Tap["type"] }>;

/** Turns what was asked for into a message object as Meta writes it. */
export function buildInbound(
  world: World,
  patient: Patient,
  number: BusinessNumber,
  order: InboundOrder,
): Built {
  const simple = (type: string, content: unknown, told: Told = {}): Built => ({
    type,
    members: { ...framed(world, patient, number, told), type, [type]: content },
  });
  switch (order.type) {
    case "text":
      return simple("text", { body: order.text }, order);
    case "button":
    case "button_reply":
    case "list_reply": {
      const found = tapped(tapOf(order), newestOf(world, patient, number));
      return simple(found.type, found.content, { contextId: found.contextId });
    }
    case "image":
    case "audio":
    case "video":
    case "document":
    case "sticker":
      return fileMessage(world, order, framed(world, patient, number, order), number);
    case "location": {
      const { type, contextId, forwarded, referral, ...place } = order;
      return simple(type, place, { contextId, forwarded, referral });
    }
    case "reaction": {
      const target =
        order.messageId ??
        newestOf(world, patient, number).find((each) => each.direction === "to_patient")?.id;
      if (target === undefined) throw new Fault("missing", "there is no message to react to");
      return simple("reaction", {
        message_id: target,
        ...(order.emoji !== "" && { emoji: order.emoji }),
      });
    }
    case "contacts": {
      const isAsked = asksForNumber(world, order.contextId);
      return simple("contacts", order.contacts ?? [ownCard(patient, isAsked)], order);
    }
    case "unsupported":
      return { type: "unsupported", members: unsupported(order.kind) };
    case "flow_reply": {
      const reply = { name: "flow", body: "Sent", response_json: JSON.stringify(order.response) };
      const contextId = order.contextId ?? newestFlow(newestOf(world, patient, number));
      return simple("interactive", { type: "nfm_reply", nfm_reply: reply }, { contextId });
    }
    case "raw": {
      const { message } = order;
      return { type: typeof message["type"] === "string" ? message["type"] : "raw", members: message };
    }
    case "other":
      return { type: order.kind, members: { type: order.kind, ...order.members } };
  }
}

function asksForNumber({ state }: World, contextId = ""): boolean {
  const body = state.messages.get(contextId)?.body;
  return textAt(jsonAt(body, "interactive"), "type") === "request_contact_info";
}

function ownCard({ name, phone, hiddenPhone }: Patient, isAsked: boolean): Json {
  const own = phone ?? hiddenPhone;
  return {
    name: { formatted_name: name, first_name: name },
    phones: own === undefined ? [] : [{ phone: `+${own}`, wa_id: own, type: "CELL" }],
    ...(isAsked && { origin: "contact_request" }),
  };
}

function tapOf({ type, id, payload, title, contextId }: TapOrder): Tap {
  const wanted = id ?? payload;
  return {
    type,
    ...(wanted !== undefined && { id: wanted }),
    ...(title !== undefined && { title }),
    ...(contextId !== undefined && { contextId }),
  };
}

function unsupported(kind: string | undefined): Json {
  const error = {
    code: 131051,
    title: "Message type unknown",
    message: "Message type unknown",
    error_data: { details: "Message type is currently not supported." },
  };
  return { type: "unsupported", errors: [error], ...(kind !== undefined && { unsupported: { type: kind } }) };
}

function newestOf({ state }: World, patient: Patient, number: BusinessNumber): readonly Message[] {
  return [...state.messages.values()]
    .filter((message) => message.patientId === patient.id && message.phoneNumberId === number.phoneNumberId)
    .toSorted((one, other) => other.cursor - one.cursor);
}

/** What a message tells beside its content: what it answers, that it was passed on, or which ad led here. */
interface Told {
  readonly contextId?: string | undefined;
  readonly forwarded?: "once" | "often" | undefined;
  readonly referral?: true | Json | undefined;
}

function framed(world: World, patient: Patient, number: BusinessNumber, told: Told): Json {
  const { contextId, forwarded, referral } = told;
  const context = {
    ...(contextId !== undefined && quoted(world, patient, number, contextId)),
    ...(forwarded !== undefined && { [forwarded === "often" ? "frequently_forwarded" : "forwarded"]: true }),
  };
  return {
    ...(Object.keys(context).length > 0 && { context }),
    ...(referral !== undefined && { referral: referral === true ? sampleAd : referral }),
  };
}

function quoted({ state }: World, patient: Patient, number: BusinessNumber, id: string): Json {
  const isOwn = state.messages.get(id)?.direction === "from_patient";
  return { from: isOwn ? (patient.phone ?? patient.bsuid) : number.displayPhoneNumber, id };
}

function newestFlow(newestFirst: readonly Message[]): string | undefined {
  return newestFirst.find(({ shown }) => shown.buttons?.some(({ kind }) => kind === "flow"))?.id;
}
