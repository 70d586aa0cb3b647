import { at, momentOf, objectOf, phoneOf, textAt } from "./loose.ts";
import type { Json } from "./loose.ts";
import { senderOf } from "./parse-sender.ts";
import type { IdentityChange, InboundMessage, Sender, Where } from "./webhook.ts";

type Content = Partial<
  Pick<InboundMessage, "text" | "choiceId" | "mediaId" | "mimeType" | "contextId" | "change">
> &
  Pick<InboundMessage, "kind">;

/** Reads one message; undefined when it has no id or nobody sent it. */
export function messageOf(item: unknown, value: unknown, where: Where): InboundMessage | undefined {
  const message = objectOf(item);
  const id = textAt(message, "id");
  if (message === undefined || id === undefined) return undefined;
  const originalType = textAt(message, "type") ?? "";
  const content = contentOf(message, originalType);
  const from = senderOf(message, value) ?? changedSender(content.change);
  if (from === undefined) return undefined;
  const contextId = content.contextId ?? textAt(message, "context", "id");
  return {
    ...where,
    id,
    from,
    at: momentOf(message["timestamp"]),
    originalType,
    text: "",
    ...content,
    contextId,
    raw: item,
  };
}

function contentOf(message: Json, type: string): Content {
  const body = at(message, type);
  switch (type) {
    case "text": {
      const text = textAt(body, "body");
      return text === undefined ? { kind: "other" } : { kind: "text", text };
    }
    case "button":
      return chosen(textAt(body, "payload"), textAt(body, "text"));
    case "interactive":
      return interactive(body);
    case "image":
    case "video":
    case "audio":
    case "voice":
    case "document":
    case "sticker":
      return {
        kind: "media",
        text: textAt(body, "caption") ?? "",
        mediaId: textAt(body, "id"),
        mimeType: textAt(body, "mime_type"),
      };
    case "location":
    case "contacts":
      return { kind: type };
    case "reaction":
      return {
        kind: "reaction",
        text: textAt(body, "emoji") ?? "",
        contextId: textAt(body, "message_id"),
      };
    case "system":
      return { kind: "system", text: textAt(body, "body") ?? "", change: changeOf(body) };
    case "order":
      return { kind: "other", text: textAt(body, "text") ?? "" };
    default:
      return { kind: "other" };
  }
}

function interactive(body: unknown): Content {
  const type = textAt(body, "type") ?? "";
  const reply = at(body, type);
  if (type === "button_reply" || type === "list_reply")
    return chosen(textAt(reply, "id"), textAt(reply, "title"));
  return { kind: "other", text: textAt(reply, "body") ?? "" };
}

/** A tap on a template's button without a payload of ours comes back with its label as payload. */
function chosen(id: string | undefined, title: string | undefined): Content {
  return id === undefined && title === undefined
    ? { kind: "other" }
    : { kind: "choice", text: title ?? "", choiceId: id ?? title };
}

function changeOf(body: unknown): IdentityChange {
  return {
    type: textAt(body, "type") ?? "",
    phone: phoneOf(at(body, "wa_id")) ?? phoneOf(at(body, "new_wa_id")),
    userId: textAt(body, "user_id"),
    previousUserId: textAt(body, "previous_user_id"),
  };
}

/** A system message may name nobody but the ids that changed: the old one is who it is from. */
function changedSender(change: IdentityChange | undefined): Sender | undefined {
  const userId = change?.previousUserId ?? change?.userId;
  if (userId !== undefined) return { userId };
  return change?.phone === undefined ? undefined : { phone: change.phone };
}
