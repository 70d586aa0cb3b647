import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import type { Shown, ShownButton } from "./shown.ts";
import { fill, variablesOf, type TemplateButton } from "./template.ts";

const subTypes = {
  QUICK_REPLY: "quick_reply",
  URL: "url",
  COPY_CODE: "copy_code",
  FLOW: "flow",
  VOICE_CALL: "voice_call",
  PHONE_NUMBER: undefined,
  REQUEST_CONTACT_INFO: undefined,
} as const;

/** The buttons of a template with what a send puts into them. */
export function templateButtons(buttons: readonly TemplateButton[], sent: readonly Fields[]): Shown {
  const byIndex = new Map<number, Fields>();
  for (const component of sent) {
    const index = Number(component.raw("index"));
    const button = buttons[index];
    if (!Number.isInteger(index) || button === undefined) {
      throw new Refusal(132000, `button: there is no button at index ${String(component.raw("index"))}`);
    }
    if (subTypes[button.type] !== component.text("sub_type", { max: 30 }).toLowerCase() || isStatic(button)) {
      throw new Refusal(132012, `button: the button at index ${index} takes no parameter of this sub_type`);
    }
    byIndex.set(index, component);
  }
  if (buttons.length === 0) return {};
  return { buttons: buttons.map((button, index) => shown(button, byIndex.get(index), index)) };
}

function isStatic(button: TemplateButton): boolean {
  return button.type === "URL" && variablesOf(button.url ?? "").length === 0;
}

function shown(button: TemplateButton, sent: Fields | undefined, index: number): ShownButton {
  const parameter = sent?.list("parameters")[0];
  const title = button.text;
  switch (button.type) {
    case "QUICK_REPLY":
      // Without a payload of its own, the label comes back as payload.
      return {
        kind: "quick_reply",
        title,
        id: parameter?.text("payload", { max: 256, code: 131009 }) ?? title,
      };
    case "URL": {
      if (isStatic(button)) return { kind: "url", title, url: button.url ?? "" };
      if (parameter === undefined) {
        throw new Refusal(131008, `Button at index ${index} of type Url requires a parameter`);
      }
      const suffix = parameter.text("text", { max: 2000, code: 131009 });
      const values = new Map(variablesOf(button.url ?? "").map((name) => [name, suffix]));
      return { kind: "url", title, url: fill(button.url ?? "", values) };
    }
    case "PHONE_NUMBER":
      return {
        kind: "phone",
        title,
        ...(button.phone_number !== undefined && { url: `tel:${button.phone_number}` }),
      };
    case "COPY_CODE":
    case "FLOW":
    case "VOICE_CALL":
    case "REQUEST_CONTACT_INFO":
      return { kind: "other", title };
  }
}
