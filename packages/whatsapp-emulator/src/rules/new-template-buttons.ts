import { lengthOf } from "./fields.ts";
import { listAt, textAt, type Json } from "./json.ts";
import { missingField, templateRefusal, tooLong } from "./template-refusal.ts";
import { variablesOf, type TemplateButton } from "./template.ts";

const most: Readonly<Record<TemplateButton["type"], number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
};

const types = Object.keys(most) as TemplateButton["type"][];

/** Checks the buttons of a template that is submitted. */
export function newTemplateButtons(component: Json): readonly TemplateButton[] {
  const buttons = listAt(component, "buttons").map(newButton);
  if (buttons.length === 0) throw missingField("BUTTONS", "buttons");
  if (buttons.length > 10) throw badButtons("A template can have at most 10 buttons.");
  for (const type of types) {
    if (buttons.filter((button) => button.type === type).length > most[type])
      throw badButtons(`A template can have at most ${most[type]} buttons of type ${type}.`);
  }
  const isReply = buttons.map((button) => button.type === "QUICK_REPLY");
  const turns = isReply.filter((reply, at) => at > 0 && reply !== isReply[at - 1]).length;
  if (turns > 1) throw badButtons("Quick replies and other buttons must stand in two groups.");
  return buttons;
}

function newButton(given: Json): TemplateButton {
  const asked = textAt(given, "type")?.toUpperCase();
  const type = types.find((each) => each === asked);
  if (type === undefined) throw badButtons(`There is no button of type ${asked ?? "undefined"}.`);
  const text = textAt(given, "text") ?? (type === "COPY_CODE" ? "Copy code" : "");
  if (text.trim() === "") throw missingField("BUTTONS", "text");
  if (lengthOf(text) > 25) throw tooLong("button label", 25);
  if (variablesOf(text).length > 0) throw badButtons("Button labels can't have variables.");
  switch (type) {
    case "QUICK_REPLY":
    case "VOICE_CALL":
    case "REQUEST_CONTACT_INFO":
      return { type, text };
    case "URL":
      return { type, text, ...urlOf(given) };
    case "PHONE_NUMBER": {
      const phone = textAt(given, "phone_number") ?? "";
      if (!/^\+?[\d\s\-().]{3,20}$/.test(phone)) throw badButtons("phone_number has 3 to 20 characters.");
      return { type, text, phone_number: phone };
    }
    case "COPY_CODE": {
      const code = firstText(given["example"]);
      if (code === undefined) throw missingField("BUTTONS", "example");
      if (lengthOf(code) > 15) throw tooLong("example of a code", 15);
      return { type, text, example: [code] };
    }
    case "FLOW":
      return { type, text, ...flowOf(given) };
  }
}

function urlOf(given: Json): Pick<TemplateButton, "url" | "example"> {
  const url = textAt(given, "url") ?? "";
  if (url === "") throw missingField("BUTTONS", "url");
  if (url.length > 2000) throw tooLong("button URL", 2000);
  if (!/^https?:\/\/[^\s{}]+(\{\{1\}\})?$/.test(url))
    throw badButtons("A button URL is http(s) and has at most one variable, {{1}}, at its end.");
  if (variablesOf(url).length === 0) return { url };
  const example = firstText(given["example"]);
  if (example === undefined) throw missingField("BUTTONS", "example");
  return { url, example: [example] };
}

function flowOf(
  given: Json,
): Pick<TemplateButton, "flow_id" | "flow_name" | "flow_action" | "navigate_screen"> {
  const rawId = given["flow_id"];
  const id = typeof rawId === "number" ? String(rawId) : textAt(given, "flow_id");
  const name = textAt(given, "flow_name");
  if (id === undefined && name === undefined) throw missingField("BUTTONS", "flow_id");
  const action = textAt(given, "flow_action") ?? "navigate";
  if (action !== "navigate" && action !== "data_exchange")
    throw badButtons("flow_action is navigate or data_exchange.");
  const screen = textAt(given, "navigate_screen");
  return {
    ...(id !== undefined && { flow_id: id }),
    ...(name !== undefined && { flow_name: name }),
    flow_action: action,
    ...(screen !== undefined && { navigate_screen: screen }),
  };
}

function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}

function badButtons(message: string): Error {
  return templateRefusal("Buttons Format Is Incorrect", message);
}
