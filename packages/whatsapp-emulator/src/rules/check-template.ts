import { lengthOf, type Fields } from "./fields.ts";
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
  return {
    ...headerOf(header, parametersOf("header"), named),
    text,
    ...(footer !== undefined && { footer: footer.text }),
    ...templateButtons(
      part(template, "BUTTONS")?.buttons ?? [],
      sent.filter((each) => each.type === "button").map((each) => each.component),
    ),
    template,
  };
}

function approved(content: Fields, templates: readonly Template[]): Template {
  const name = content.text("name", { max: 512 });
  const language = content.object("language").text("code", { max: 12 });
  const found = templates.find((each) => each.name === name && each.language === language);
  const status = found?.status ?? "APPROVED";
  if (found !== undefined && status === "PAUSED") throw new Refusal(132015, `template ${name} is paused`);
  if (found !== undefined && status === "DISABLED") throw new Refusal(132016, `template ${name} is disabled`);
  if (found === undefined || (status !== "APPROVED" && status !== "ARCHIVED")) {
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
  if (parameters.length !== 1 || first === undefined || first.raw("type") !== kind) {
    throw new Refusal(
      132012,
      `header: Format mismatch, expected ${header.format}, received ${first?.optionalText("type", { max: 20 }) ?? "UNKNOWN"}`,
    );
  }
  if (kind !== "location") return { media: mediaReference(first.object(kind), kind) };
  const place = first.object("location");
  const name = place.optionalText("name", { max: 1000 });
  return {
    location: {
      latitude: Number(place.raw("latitude")),
      longitude: Number(place.raw("longitude")),
      ...(name !== undefined && { name }),
    },
  };
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
    if (name === undefined || !wanted.includes(name)) {
      throw new Refusal(132012, `${where}: parameter_name is missing or is not a variable of the template`);
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
