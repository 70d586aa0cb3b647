import { isJson, jsonAt, textAt, type Json } from "./json.ts";
import type { Shown } from "./shown.ts";

const mediaKinds = ["image", "audio", "video", "document", "sticker"];

/** How the patient's own message looks on the phone. Never fails: what it does not know it names. */
export function inboundShown(message: Json, filename?: string): Shown {
  const contextId = textAt(jsonAt(message, "context"), "id");
  return { ...contentOf(message, filename), ...(contextId !== undefined && { contextId }) };
}

function contentOf(message: Json, filename: string | undefined): Shown {
  const type = textAt(message, "type") ?? "unknown";
  const content = jsonAt(message, type);
  if (mediaKinds.includes(type)) {
    const id = textAt(content, "id");
    const caption = textAt(content, "caption");
    const mimeType = textAt(content, "mime_type");
    return {
      media: {
        kind: type,
        ...(id !== undefined && { id }),
        ...(mimeType !== undefined && { mimeType }),
        ...(filename !== undefined && { filename }),
      },
      ...(caption !== undefined && { text: caption }),
    };
  }
  switch (type) {
    case "text":
      return { text: textAt(content, "body") ?? "" };
    case "button":
      return { text: textAt(content, "text") ?? "" };
    case "interactive": {
      const reply = jsonAt(content, textAt(content, "type") ?? "");
      const description = textAt(reply, "description");
      return {
        text: textAt(reply, "title") ?? `[${textAt(content, "type") ?? type}]`,
        ...(description !== undefined && { footer: description }),
      };
    }
    case "location":
      return {
        location: {
          latitude: Number(content?.["latitude"]),
          longitude: Number(content?.["longitude"]),
          ...(textAt(content, "name") !== undefined && { name: textAt(content, "name") ?? "" }),
        },
      };
    case "reaction":
      return {
        reaction: { messageId: textAt(content, "message_id") ?? "", emoji: textAt(content, "emoji") ?? "" },
      };
    case "contacts": {
      const contacts: unknown = message["contacts"];
      const first: unknown = Array.isArray(contacts) ? contacts[0] : undefined;
      return {
        text: `[contacts] ${isJson(first) ? (textAt(jsonAt(first, "name"), "formatted_name") ?? "") : ""}`.trim(),
      };
    }
    default:
      return { text: `[${type}]` };
  }
}
