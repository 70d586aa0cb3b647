import { Fault } from "@careline/faults";
import { mediaLink, storeMedia } from "../graph/media.ts";
import type { Json } from "../rules/json.ts";
import { tapped } from "../rules/tap.ts";
import type { Message, Patient } from "../state/model.ts";
import type { World } from "../world.ts";
import type { InboundOrder } from "./inbound-order.ts";
import { samples, type FileKind } from "./samples.ts";

export interface Built {
  readonly type: string;
  /** The members of the message beside from, id and timestamp. */
  readonly members: Json;
  readonly filename?: string;
}

type FileOrder = Extract<InboundOrder, { type: FileKind }>;

/** Turns what was asked for into a message object as Meta writes it. */
export function buildInbound(world: World, patient: Patient, order: InboundOrder): Built {
  const { options, state } = world;
  const quoted = (id: string | undefined): Json =>
    id === undefined ? {} : { context: { from: authorOf(world, patient, id), id } };
  const simple = (type: string, content: unknown, contextId?: string): Built => ({
    type,
    members: { ...quoted(contextId), type, [type]: content },
  });

  switch (order.type) {
    case "text": {
      const { text, contextId } = order as Extract<InboundOrder, { type: "text" }>;
      return simple("text", { body: text }, contextId);
    }
    case "button":
    case "button_reply":
    case "list_reply": {
      const { type, id, payload, title, contextId } = order as Extract<InboundOrder, { type: "button" }>;
      const wanted = id ?? payload;
      const tap = {
        type,
        ...(wanted !== undefined && { id: wanted }),
        ...(title !== undefined && { title }),
        ...(contextId !== undefined && { contextId }),
      };
      const found = tapped(tap, newestOf(world, patient));
      return simple(found.type, found.content, found.contextId);
    }
    case "image":
    case "audio":
    case "video":
    case "document":
    case "sticker":
      return fileMessage(world, order as FileOrder, quoted);
    case "location": {
      const { type, contextId, ...place } = order as Extract<InboundOrder, { type: "location" }>;
      return simple(type, place, contextId);
    }
    case "reaction": {
      const { emoji, messageId } = order as Extract<InboundOrder, { type: "reaction" }>;
      const target =
        messageId ?? newestOf(world, patient).find((each) => each.direction === "to_patient")?.id;
      if (target === undefined) throw new Fault("missing", "there is no message to react to");
      return simple("reaction", { message_id: target, ...(emoji !== "" && { emoji }) });
    }
    case "contacts": {
      const { contacts, contextId } = order as Extract<InboundOrder, { type: "contacts" }>;
      const own = { name: { formatted_name: patient.name, first_name: patient.name }, phones: [] };
      return simple("contacts", contacts ?? [own], contextId);
    }
    case "unsupported": {
      const { kind } = order as Extract<InboundOrder, { type: "unsupported" }>;
      const error = {
        code: 131051,
        title: "Message type unknown",
        message: "Message type unknown",
        error_data: { details: "Message type is currently not supported." },
      };
      const members = {
        type: "unsupported",
        errors: [error],
        ...(kind !== undefined && { unsupported: { type: kind } }),
      };
      return { type: "unsupported", members };
    }
    case "raw": {
      const { message } = order as Extract<InboundOrder, { type: "raw" }>;
      return { type: typeof message["type"] === "string" ? message["type"] : "raw", members: message };
    }
    default: {
      const { type, ...members } = order;
      return { type, members: { type, ...members } };
    }
  }

  function fileMessage(
    { now, url }: World,
    file: FileOrder,
    context: (id: string | undefined) => Json,
  ): Built {
    const sample = samples[file.type];
    const mimeType = file.mimeType ?? sample.mimeType;
    const filename = file.type === "document" ? (file.filename ?? sample.filename) : file.filename;
    const bytes = Buffer.from(file.data ?? sample.data, "base64");
    const media = storeMedia(
      state,
      { bytes, mimeType, origin: "patient", ...(filename !== undefined && { filename }) },
      now(),
    );
    const content = {
      ...(file.caption !== undefined &&
        file.type !== "audio" &&
        file.type !== "sticker" && { caption: file.caption }),
      ...(file.type === "document" && { filename }),
      mime_type: mimeType,
      sha256: Buffer.from(media.sha256, "hex").toString("base64"),
      id: media.id,
      url: mediaLink(url(), media.id, options.appSecret, now()),
      ...(file.type === "audio" && { voice: file.voice ?? true }),
      ...(file.type === "sticker" && { animated: false }),
    };
    return {
      type: file.type,
      members: { ...context(file.contextId), type: file.type, [file.type]: content },
      ...(filename !== undefined && { filename }),
    };
  }
}

function newestOf({ state }: World, patient: Patient): readonly Message[] {
  return [...state.messages.values()]
    .filter((message) => message.patientId === patient.id)
    .toSorted((one, other) => other.cursor - one.cursor);
}

function authorOf({ options, state }: World, patient: Patient, id: string): string {
  const isOwn = state.messages.get(id)?.direction === "from_patient";
  const own = patient.phone ?? patient.bsuid ?? "";
  return isOwn ? own : options.displayPhoneNumber.replaceAll(/\D/g, "");
}
