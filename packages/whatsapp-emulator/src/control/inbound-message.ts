import { Fault } from "@careline/faults";
import type { Json } from "../rules/json.ts";
import { tapped, type Tap } from "../rules/tap.ts";
import type { BusinessNumber, Message, Patient } from "../state/model.ts";
import type { World } from "../world.ts";
import { fileMessage } from "./inbound-file.ts";
import type { InboundOrder } from "./inbound-order.ts";

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
  const simple = (type: string, content: unknown, contextId?: string): Built => ({
    type,
    members: { ...quoted(world, patient, number, contextId), type, [type]: content },
  });
  switch (order.type) {
    case "text":
      return simple("text", { body: order.text }, order.contextId);
    case "button":
    case "button_reply":
    case "list_reply": {
      const found = tapped(tapOf(order), newestOf(world, patient, number));
      return simple(found.type, found.content, found.contextId);
    }
    case "image":
    case "audio":
    case "video":
    case "document":
    case "sticker":
      return fileMessage(world, order, quoted(world, patient, number, order.contextId), number);
    case "location": {
      const { type, contextId, ...place } = order;
      return simple(type, place, contextId);
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
      const own = { name: { formatted_name: patient.name, first_name: patient.name }, phones: [] };
      return simple("contacts", order.contacts ?? [own], order.contextId);
    }
    case "unsupported":
      return { type: "unsupported", members: unsupported(order.kind) };
    case "raw": {
      const { message } = order;
      return { type: typeof message["type"] === "string" ? message["type"] : "raw", members: message };
    }
    case "other":
      return { type: order.kind, members: { type: order.kind, ...order.members } };
  }
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

function quoted({ state }: World, patient: Patient, number: BusinessNumber, id: string | undefined): Json {
  if (id === undefined) return {};
  const isOwn = state.messages.get(id)?.direction === "from_patient";
  return { context: { from: isOwn ? (patient.phone ?? patient.bsuid) : number.displayPhoneNumber, id } };
}
