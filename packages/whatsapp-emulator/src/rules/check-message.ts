import { contactNames } from "./check-contacts.ts";
import { isEmoji } from "./emoji.ts";
import { placeOf } from "./check-place.ts";
import { checkInteractive } from "./check-interactive.ts";
import { checkMedia } from "./check-media.ts";
import { checkTemplate } from "./check-template.ts";
import { fieldsOf, type Fields } from "./fields.ts";
import { textAt, jsonAt, type Json } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Shown } from "./shown.ts";
import type { Template } from "./template.ts";

export interface Checked {
  readonly type: string;
  readonly shown: Shown;
  readonly template?: Template;
  readonly bizOpaqueCallbackData?: string;
  /** Deliver only if this is still the patient's identity. */
  readonly identityKeyHash?: string;
}

const types = [
  "audio",
  "contacts",
  "document",
  "image",
  "interactive",
  "location",
  "reaction",
  "sticker",
  "template",
  "text",
  "video",
];

/** Checks a send as Meta does at once, before accepting it. */
export function checkMessage(body: Json, templates: readonly Template[]): Checked {
  const fields = fieldsOf(body);
  if (textAt(body, "messaging_product") !== "whatsapp") {
    const message = "(#100) The parameter messaging_product is required.";
    throw new Refusal(100, "The parameter messaging_product is required.", { message });
  }
  const recipientType = fields.optionalText("recipient_type", { max: 20 }) ?? "individual";
  if (recipientType !== "individual") throw new Refusal(131009, "This emulator sends to individuals only.");
  const opaque = fields.optionalText("biz_opaque_callback_data", { max: 512 });
  const identityKeyHash = fields.optionalText("recipient_identity_key_hash", { max: 64 });
  const type = fields.optionalText("type", { max: 30 }) ?? "text";
  if (!types.includes(type)) {
    throw new Refusal(100, `Param type must be one of {${types.join(", ").toUpperCase()}} - got "${type}".`);
  }
  const { template, ...shown } = contentOf(type, fields, templates);
  // A reaction names its message itself; a quotation is nothing to it.
  const contextId = type === "reaction" ? undefined : textAt(jsonAt(body, "context"), "message_id");
  return {
    type,
    shown: { ...shown, ...(contextId !== undefined && { contextId }) },
    ...(template !== undefined && { template }),
    ...(opaque !== undefined && { bizOpaqueCallbackData: opaque }),
    ...(identityKeyHash !== undefined && { identityKeyHash }),
  };
}

function contentOf(
  type: string,
  fields: Fields,
  templates: readonly Template[],
): Shown & { template?: Template } {
  switch (type) {
    case "text": {
      const text = fields.object("text");
      text.only("body", "preview_url");
      text.optionalFlag("preview_url");
      return { text: text.text("body", { max: 4096 }) };
    }
    case "interactive":
      return checkInteractive(fields.object("interactive"));
    case "template":
      return checkTemplate(fields.object("template"), templates);
    case "location":
      return { location: placeOf(fields.object("location")) };
    case "contacts":
      return { text: contactNames(fields.list("contacts")) };
    case "reaction": {
      const reaction = fields.object("reaction");
      reaction.only("message_id", "emoji");
      const emoji = reaction.optionalText("emoji", { max: 32, code: 131009 }) ?? "";
      if (emoji !== "" && !isEmoji(emoji)) throw new Refusal(131009, "Param emoji must be one emoji.");
      return { reaction: { messageId: reaction.text("message_id", { max: 512 }), emoji } };
    }
    default:
      return checkMedia(fields.object(type), type);
  }
}
