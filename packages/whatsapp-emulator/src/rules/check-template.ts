import { lengthOf, type Fields } from "./fields.ts";
import { placeOf } from "./check-place.ts";
import { mediaReference } from "./check-media.ts";
import { Refusal } from "./refusal.ts";
import type { Shown } from "./shown.ts";
import { templateButtons } from "./template-buttons.ts";
import { fill, variablesOf, type Template, type TemplateComponent } from "./template.ts";

type Part<Type extends TemplateComponent["type"]> = Extract<TemplateComponent, { type: Type }>;

/** Checks a template send against the template as it was approved, and renders it. */
export function checkTemplate(
  content: Fields,
  templates: readonly Template[],
): Shown & { readonly template: Template } {
  const template = approved(content, templates);
  const given = content.raw("components") === undefined ? [] : content.list("components");
  const sent = given.map((component) => ({
    type: component.text("type", { max: 20 }).toLowerCase(),
    component,
  }));
  for (const { type } of sent) {
    if (type === "carousel") throw new Refusal(132012, "This emulator does not play carousel templates.");
    if (!["header", "body", "button"].includes(type))
      throw new Refusal(132000, `${type}: unexpected component`);
  }
  const named = template.parameter_format === "NAMED";
  const parametersOf = (type: string): readonly Fields[] =>
    sent.filter((each) => each.type === type).flatMap((each) => each.component.list("parameters"));

  const body = part(template, "BODY");
  const text = filled("body", body?.text ?? "", parametersOf("body"), named);
  if (lengthOf(text) > 1024)
    throw new Refusal(132005, "body: the translated text is longer than 1024 characters");
  const header = part(template, "HEADER");
  const footer = part(template, "FOOTER");
  const buttons = sent.filter((each) => each.type === "button").map((each) => each.component);
  if (template.category === "AUTHENTICATION") checkCode(parametersOf("body"), buttons);
  return {
    ...headerOf(header, parametersOf("header"), named),
    text,
    ...(footer !== undefined && { footer: footer.text }),
    ...templateButtons(part(template, "BUTTONS")?.buttons ?? [], buttons),
    template,
  };
}

// A one-time code stands in the text and in the button, and is the same in both.
function checkCode(body: readonly Fields[], buttons: readonly Fields[]): void {
  const code = body[0]?.text("text", { max: 15, code: 132005 });
  const copied = buttons[0]?.list("parameters")[0]?.text("text", { max: 15, code: 131009 });
  if (copied !== undefined && copied !== code)
    throw new Refusal(132012, "button: the code differs from the code in the body");
}

function approved(content: Fields, templates: readonly Template[]): Template {
  const name = content.text("name", { max: 512 });
  const asked = content.object("language");
  const language = asked.text("code", { max: 12 });
  const policy = asked.optionalText("policy", { max: 20 }) ?? "deterministic";
  if (policy !== "deterministic") throw new Refusal(100, "Param language['policy'] must be deterministic.");
  const found = templates.find((each) => each.name === name && each.language === language);
  const status = found?.status ?? "APPROVED";
  if (found !== undefined && status === "PAUSED") throw new Refusal(132015, `template ${name} is paused`);
  if (found !== undefined && status === "DISABLED") throw new Refusal(132016, `template ${name} is disabled`);
  // Deleted or unused ones still go out for a while: what was begun with them is finished.
  if (found === undefined || !["APPROVED", "ARCHIVED", "PENDING_DELETION"].includes(status)) {
    throw new Refusal(132001, `template name (${name}) does not exist in ${language}`);
  }
  return found;
}

function headerOf(header: Part<"HEADER"> | undefined, parameters: readonly Fields[], named: boolean): Shown {
  if (header === undefined || header.format === "TEXT") {
    const text = filled("header", header?.text ?? "", parameters, named);
    return text === "" ? {} : { header: text };
  }
  const kind = header.format.toLowerCase();
  const first = parameters[0];
  if (parameters.length > 1)
    throw new Refusal(132000, `header: number of params (${parameters.length}) is more than the expected 1`);
  if (first === undefined || first.raw("type") !== kind) {
    throw new Refusal(
      132012,
      `header: Format mismatch, expected ${header.format}, received ${first?.optionalText("type", { max: 20 }) ?? "UNKNOWN"}`,
    );
  }
  if (kind !== "location") return { media: mediaReference(first.object(kind), kind) };
  return { location: placeOf(first.object("location")) };
}

/** Puts the values in, after checking that they are as many and as named as the text wants. */
function filled(where: string, text: string, parameters: readonly Fields[], named: boolean): string {
  const wanted = variablesOf(text);
  if (wanted.length !== parameters.length) {
    throw new Refusal(
      132000,
      `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${wanted.length})`,
    );
  }
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const name = named ? parameter.optionalText("parameter_name", { max: 512 }) : String(index + 1);
    const isMixed = !named && parameter.raw("parameter_name") !== undefined;
    if (name === undefined || !wanted.includes(name) || values.has(name) || isMixed) {
      throw new Refusal(132012, `${where}: parameter_name does not match the variables of the template`);
    }
    values.set(name, valueOf(where, parameter));
  }
  return fill(text, values);
}

function valueOf(where: string, parameter: Fields): string {
  const type = parameter.text("type", { max: 20 });
  if (type === "currency" || type === "date_time") {
    return parameter.object(type).text("fallback_value", { max: 1024 });
  }
  if (type !== "text")
    throw new Refusal(132012, `${where}: Format mismatch, expected TEXT, received ${type}`);
  const text = parameter.text("text", { max: 32_768, code: 131008 });
  if (/[\n\r\t]| {5,}/.test(text)) {
    throw new Refusal(
      132018,
      "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
    );
  }
  return text;
}

function part<Type extends TemplateComponent["type"]>(
  template: Template,
  type: Type,
): Part<Type> | undefined {
  return template.components.find((each): each is Part<Type> => each.type === type);
}
