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

const parameterTypes = {
  QUICK_REPLY: "payload",
  URL: "text",
  COPY_CODE: "coupon_code",
  FLOW: "action",
  VOICE_CALL: "payload",
  PHONE_NUMBER: undefined,
  REQUEST_CONTACT_INFO: undefined,
} as const;

/** The buttons of a template with what a send puts into them. */
export function templateButtons(buttons: readonly TemplateButton[], sent: readonly Fields[]): Shown {
  const byIndex = new Map<number, Fields>();
  for (const component of sent) {
    const index = indexOf(component);
    const button = buttons[index];
    if (button === undefined) throw new Refusal(132000, `button: there is no button at index ${index}`);
    if (byIndex.has(index)) throw new Refusal(132000, `button: index ${index} is given twice`);
    if (subTypes[button.type] !== component.text("sub_type", { max: 30 }).toLowerCase() || isStatic(button)) {
      throw new Refusal(132012, `button: the button at index ${index} takes no parameter of this sub_type`);
    }
    byIndex.set(index, component);
  }
  if (buttons.length === 0) return {};
  return { buttons: buttons.map((button, index) => shown(button, byIndex.get(index), index)) };
}

/** The place of the button in the template, written as a number or as its digits. */
function indexOf(component: Fields): number {
  const index = component.raw("index");
  if (index === undefined || index === null)
    throw new Refusal(131008, `The parameter ${component.path}['index'] is required.`);
  if ((typeof index === "string" && /^\d$/.test(index)) || (Number.isInteger(index) && Number(index) >= 0))
    return Number(index);
  throw new Refusal(131009, `Param ${component.path}['index'] must be the index of a button.`);
}

function isStatic(button: TemplateButton): boolean {
  return button.type === "URL" && variablesOf(button.url ?? "").length === 0;
}

function shown(button: TemplateButton, sent: Fields | undefined, index: number): ShownButton {
  const parameter = sent === undefined ? undefined : onlyParameter(sent, parameterTypes[button.type], index);
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
      if (parameter === undefined)
        throw new Refusal(131008, `Button at index ${index} of type CopyCode requires a parameter`);
      return { kind: "copy_code", title, id: parameter.text("coupon_code", { max: 15, code: 131009 }) };
    case "FLOW":
      parameter?.object("action").optionalText("flow_token", { max: 200, code: 131009 });
      return { kind: "flow", title, ...(button.flow_id !== undefined && { id: button.flow_id }) };
    case "VOICE_CALL":
      return { kind: "call", title };
    case "REQUEST_CONTACT_INFO":
      return { kind: "other", title };
  }
}

function onlyParameter(sent: Fields, type: string | undefined, index: number): Fields {
  const parameters = sent.list("parameters");
  const [parameter] = parameters;
  if (parameter === undefined || parameters.length > 1)
    throw new Refusal(
      132000,
      `button: the button at index ${index} takes one parameter, not ${parameters.length}`,
    );
  const given = parameter.text("type", { max: 20 });
  if (given !== type)
    throw new Refusal(
      132012,
      `button: Format mismatch at index ${index}, expected ${type ?? "none"}, received ${given}`,
    );
  return parameter;
}
