import type { Fields } from "./fields.ts";
import { mediaReference } from "./check-media.ts";
import { Refusal } from "./refusal.ts";
import type { Shown, ShownButton, ShownList } from "./shown.ts";

const headerKinds = ["image", "video", "document"] as const;

/** Checks an interactive message against Meta's limits. */
export function checkInteractive(interactive: Fields): Shown {
  const type = interactive.text("type", { max: 64 });
  interactive.only("type", "header", "body", "footer", "action");
  const action = interactive.object("action");
  const body = interactive.object("body");
  body.only("text");
  const text = body.text("text", { max: type === "list" ? 4096 : 1024, code: 131009 });
  const footer = interactive.optionalObject("footer")?.text("text", { max: 60, code: 131009 });
  const frame = { ...header(interactive, type === "list"), text, ...(footer !== undefined && { footer }) };
  switch (type) {
    case "button":
      return { ...frame, buttons: replyButtons(action) };
    case "list":
      return { ...frame, list: list(action) };
    case "cta_url":
      return { ...frame, buttons: [ctaUrl(action)] };
    case "location_request_message":
      named(action, "send_location");
      return { ...frame, buttons: [{ kind: "location", title: "Send location" }] };
    case "request_contact_info":
      named(action, "request_contact_info");
      return { ...frame, buttons: [{ kind: "other", title: "Share phone number" }] };
    default:
      throw new Refusal(131009, `This emulator does not play interactive messages of type ${type}.`);
  }
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

function list(action: Fields): ShownList {
  const button = action.text("button", { max: 20, code: 131009 });
  const sections = action.list("sections");
  if (sections.length < 1 || sections.length > 10) {
    throw new Refusal(131009, "Invalid section count. Min allowed sections: 1, Max allowed sections: 10");
  }
  const read = sections.map((section) => {
    const title = section.optionalText("title", { max: 24, code: 131009 });
    if (sections.length > 1 && (title ?? "") === "") {
      throw new Refusal(131009, "Section title is required when there is more than one section.");
    }
    const rows = section.list("rows").map((row) => {
      row.only("id", "title", "description");
      const description = row.optionalText("description", { max: 72, code: 131009 });
      return {
        id: row.text("id", { max: 200, code: 131009 }),
        title: row.text("title", { max: 24, code: 131009 }),
        ...(description !== undefined && { description }),
      };
    });
    return { ...(title !== undefined && { title }), rows };
  });
  const rows = read.flatMap((section) => section.rows);
  if (rows.length > 10) throw new Refusal(131009, "Total row count exceed max allowed count: 10");
  if (rows.length < 1) throw new Refusal(131009, "At least one row is required.");
  unique(
    rows.map((row) => row.id),
    "Duplicated row id",
  );
  return { button, sections: read };
}

function ctaUrl(action: Fields): ShownButton {
  named(action, "cta_url");
  const parameters = action.object("parameters");
  const url = parameters.text("url", { max: 2000, code: 131009 });
  if (!/^https?:\/\/\S+$/.test(url)) throw new Refusal(131009, "Param url must be an http or https URL.");
  return { kind: "url", title: parameters.text("display_text", { max: 20, code: 131009 }), url };
}

function named(action: Fields, name: string): void {
  if (action.text("name", { max: 64 }) !== name) throw new Refusal(131009, `Action name must be ${name}.`);
}

function unique(values: readonly string[], complaint: string): void {
  if (new Set(values).size !== values.length) throw new Refusal(131009, complaint);
}
