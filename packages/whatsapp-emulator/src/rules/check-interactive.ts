import type { Fields } from "./fields.ts";
import { flowButton } from "./check-flow.ts";
import { carousel } from "./check-carousel.ts";
import { list } from "./check-list.ts";
import { mediaReference } from "./check-media.ts";
import { unique } from "./unique.ts";
import { Refusal } from "./refusal.ts";
import type { Shown, ShownButton } from "./shown.ts";

const headerKinds = ["image", "video", "document"] as const;
const products = ["product", "product_list", "catalog_message"];

/** Checks an interactive message against Meta's limits. */
export function checkInteractive(interactive: Fields): Shown {
  const type = interactive.text("type", { max: 64 });
  interactive.only("type", "header", "body", "footer", "action");
  const action = interactive.object("action");
  if (products.includes(type)) throw withoutCatalog(type);
  switch (type) {
    case "button":
      return { ...frame(interactive, "any header"), buttons: replyButtons(action) };
    case "list":
      return { ...frame(interactive, "text header"), list: list(action) };
    case "cta_url":
      return { ...frame(interactive, "any header"), buttons: [ctaUrl(action)] };
    case "flow":
      return { ...frame(interactive, "any header"), buttons: [flowButton(action)] };
    case "location_request_message":
      named(action, "send_location");
      return { ...frame(interactive, "body only"), buttons: [{ kind: "location", title: "Send location" }] };
    case "request_contact_info":
      named(action, "request_contact_info");
      return {
        ...frame(interactive, "body only"),
        buttons: [{ kind: "other", title: "Share phone number" }],
      };
    case "call_permission_request":
      named(action, "call_permission_request");
      return { ...frame(interactive, "body only"), buttons: [{ kind: "call", title: "Allow calls" }] };
    case "voice_call":
      return { ...frame(interactive, "body only"), buttons: [voiceCall(action)] };
    case "carousel":
      return withCards(frame(interactive, "body only"), carousel(action));
    case "address_message":
      throw new Refusal(131009, "Address messages are for businesses in India; this one is elsewhere.");
    default:
      throw new Refusal(100, `Param interactive['type'] must be one of {${types}} - got "${type}".`);
  }
}

const types =
  "BUTTON, CALL_PERMISSION_REQUEST, CAROUSEL, CATALOG_MESSAGE, CTA_URL, FLOW, LIST, LOCATION_REQUEST_MESSAGE, " +
  "PRODUCT, PRODUCT_LIST, REQUEST_CONTACT_INFO, VOICE_CALL";

// What Meta answers to an account that no catalogue is connected to, as none is here.
function withoutCatalog(type: string): Refusal {
  return type === "catalog_message"
    ? new Refusal(131051, "No catalog is connected to this WhatsApp Business account.")
    : new Refusal(100, "Param interactive['action']['catalog_id'] is not a catalog of this account.");
}

function withCards(frame: Shown, cards: Pick<Shown, "buttons" | "text">): Shown {
  return { ...frame, ...cards, text: `${frame.text ?? ""}\n${cards.text ?? ""}` };
}

function frame(interactive: Fields, allowed: "any header" | "text header" | "body only"): Shown {
  if (allowed === "body only") {
    for (const key of ["header", "footer"]) {
      if (interactive.optionalObject(key) !== undefined)
        throw new Refusal(131009, `Param ${key} is not allowed for this interactive message.`);
    }
  }
  const body = interactive.object("body");
  body.only("text");
  const text = body.text("text", { max: allowed === "text header" ? 4096 : 1024, code: 131009 });
  const footer = interactive.optionalObject("footer")?.text("text", { max: 60, code: 131009 });
  return { ...header(interactive, allowed === "text header"), text, ...(footer !== undefined && { footer }) };
}

function header(interactive: Fields, textOnly: boolean): Shown {
  const found = interactive.optionalObject("header");
  if (found === undefined) return {};
  const type = found.text("type", { max: 20 });
  if (type === "text") return { header: found.text("text", { max: 60, code: 131009 }) };
  const kind = headerKinds.find((each) => each === type);
  if (kind === undefined || textOnly) {
    throw new Refusal(131009, `Header of type ${type} is not allowed for this interactive message.`);
  }
  return { media: mediaReference(found.object(kind), kind) };
}

function replyButtons(action: Fields): readonly ShownButton[] {
  const buttons = action.list("buttons");
  if (buttons.length < 1 || buttons.length > 3) {
    throw new Refusal(131009, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
  }
  const read = buttons.map((button): ShownButton & { id: string } => {
    if (button.text("type", { max: 20 }) !== "reply") throw new Refusal(131009, "Button type must be reply.");
    const reply = button.object("reply");
    reply.only("id", "title");
    return {
      kind: "reply",
      id: reply.text("id", { max: 256, code: 131009 }),
      title: reply.text("title", { max: 20, code: 131009 }),
    };
  });
  unique(
    read.map((button) => button.id),
    "Duplicated reply button id",
  );
  unique(
    read.map((button) => button.title),
    "Duplicated reply button title",
  );
  return read;
}

function ctaUrl(action: Fields): ShownButton {
  named(action, "cta_url");
  const parameters = action.object("parameters");
  const url = parameters.text("url", { max: 2000, code: 131009 });
  if (!/^https?:\/\/\S+$/.test(url)) throw new Refusal(131009, "Param url must be an http or https URL.");
  return { kind: "url", title: parameters.text("display_text", { max: 20, code: 131009 }), url };
}

function voiceCall(action: Fields): ShownButton {
  named(action, "voice_call");
  const parameters = action.optionalObject("parameters");
  const title = parameters?.optionalText("display_text", { max: 20, code: 131009 });
  return { kind: "call", title: title ?? "Call now" };
}

function named(action: Fields, name: string): void {
  if (action.text("name", { max: 64 }) !== name) throw new Refusal(131009, `Action name must be ${name}.`);
}
