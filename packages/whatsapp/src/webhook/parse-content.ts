import type { Content } from "./content.ts";
import { at, objectOf, textAt } from "../loose.ts";
import type { Json } from "../loose.ts";
import { cardsOf } from "./parse-cards.ts";
import { correctionOf } from "./parse-correction.ts";
import { errorsOf } from "./parse-errors.ts";
import { choiceOf, interactiveOf } from "./parse-interactive.ts";
import { locationOf } from "./parse-location.ts";
import { mediaOf, tooLarge } from "./parse-media.ts";
import { orderOf } from "./parse-order.ts";
import { changeOf } from "./parse-system.ts";
import type { ReportedError } from "./reported-error.ts";

/** Reads what a message of WhatsApp's kind `type` says. */
export function contentOf(message: Json, type: string): Content {
  const content = ofType(message, type);
  const error = errorsOf(message["errors"])[0];
  const wasPassedOn = type !== "unsupported" && (error === undefined || content.kind !== "other");
  return wasPassedOn ? content : { ...content, ...unsupported(message, type, error) };
}

function unsupported(message: Json, type: string, error: ReportedError | undefined): Content {
  const unsupportedKind = textAt(message, "unsupported", "type") ?? (error?.title || error?.code.toString());
  // A file that is too large comes as a message of its own kind, or as one that is not supported.
  if (error?.code === tooLarge) return { ...mediaOf(message, type), unsupportedKind };
  return { kind: "unsupported", unsupportedKind };
}

function ofType(message: Json, type: string): Content {
  const body = at(message, type);
  switch (type) {
    case "text": {
      const text = textAt(body, "body");
      return text === undefined ? { kind: "other" } : { kind: "text", text };
    }
    case "button":
      return choiceOf(textAt(body, "payload"), textAt(body, "text"));
    case "interactive":
      return interactiveOf(body);
    case "image":
    case "video":
    case "audio":
    case "voice":
    case "document":
    case "sticker":
      return mediaOf(message, type);
    case "location":
      return { kind: "location", location: locationOf(body) };
    case "contacts":
      return { kind: "contacts", contacts: cardsOf(body) };
    case "reaction":
      return {
        kind: "reaction",
        text: textAt(body, "emoji") ?? "",
        contextId: textAt(body, "message_id"),
      };
    case "system":
      return { kind: "system", text: textAt(body, "body") ?? "", change: changeOf(body) };
    case "order":
      return objectOf(body) === undefined
        ? { kind: "other" }
        : { kind: "order", text: textAt(body, "text") ?? "", order: orderOf(body) };
    case "edit":
    case "revoke":
      return correctionOf(body, type);
    default:
      return { kind: "other" };
  }
}
