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
  const type = fields.optionalText("type", { max: 30 }) ?? "text";
  if (!types.includes(type)) {
    throw new Refusal(100, `Param type must be one of {${types.join(", ").toUpperCase()}} - got "${type}".`);
  }
  const { template, ...shown } = contentOf(type, fields, templates);
  const contextId = textAt(jsonAt(body, "context"), "message_id");
  return {
    type,
    shown: { ...shown, ...(contextId !== undefined && { contextId }) },
    ...(template !== undefined && { template }),
    ...(opaque !== undefined && { bizOpaqueCallbackData: opaque }),
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
      return { text: text.text("body", { max: 4096 }) };
    }
    case "interactive":
      return checkInteractive(fields.object("interactive"));
    case "template":
      return checkTemplate(fields.object("template"), templates);
    case "location":
      return { location: place(fields.object("location")) };
    case "contacts":
      return { text: contactNames(fields) };
    case "reaction": {
      const reaction = fields.object("reaction");
      reaction.only("message_id", "emoji");
      const emoji = reaction.optionalText("emoji", { max: 12, code: 131009 }) ?? "";
      return { reaction: { messageId: reaction.text("message_id", { max: 512 }), emoji } };
    }
    default:
      return checkMedia(fields.object(type), type);
  }
}

function contactNames(fields: Fields): string {
  const contacts = fields.list("contacts");
  if (contacts.length < 1 || contacts.length > 257)
    throw new Refusal(131009, "Between 1 and 257 contacts are allowed.");
  return contacts.map((contact) => nameOf(contact.object("name"))).join(", ");
}

function nameOf(name: Fields): string {
  const parts = ["first_name", "last_name", "middle_name", "prefix", "suffix"];
  if (parts.every((part) => (name.optionalText(part, { max: 1024 }) ?? "") === "")) {
    throw new Refusal(131008, `${name.path} needs one more name beside formatted_name.`);
  }
  return name.text("formatted_name", { max: 1024 });
}

function place(location: Fields): NonNullable<Shown["location"]> {
  location.only("latitude", "longitude", "name", "address");
  const name = location.optionalText("name", { max: 1000 });
  const address = location.optionalText("address", { max: 1000 });
  return {
    latitude: degrees(location, "latitude", 90),
    longitude: degrees(location, "longitude", 180),
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  };
}

function degrees(location: Fields, key: string, max: number): number {
  const raw = location.raw(key);
  if (raw === undefined || raw === null || raw === "") {
    throw new Refusal(131008, `The parameter ${location.path}['${key}'] is required.`);
  }
  const value = Number(raw);
  if (!(Math.abs(value) <= max)) throw new Refusal(131009, `Param ${location.path}['${key}'] is not valid.`);
  return value;
}
