import { lengthOf } from "./fields.ts";
import { jsonAt, textAt, type Json } from "./json.ts";
import { newTemplateButtons } from "./new-template-buttons.ts";
import { missingField, templateRefusal, tooLong } from "./template-refusal.ts";
import type { TemplateComponent } from "./template.ts";
import { checkBodyBalance, checkVariables } from "./template-variables.ts";

/** True for a handle that a resumable upload gave. */
export type IsHandle = (handle: string) => boolean;

const mediaFormats = ["IMAGE", "VIDEO", "DOCUMENT", "GIF"] as const;

export function newComponent(given: Json, isNamed: boolean, isHandle: IsHandle): TemplateComponent {
  const type = textAt(given, "type")?.toUpperCase() ?? "";
  switch (type) {
    case "HEADER":
      return headerOf(given, isNamed, isHandle);
    case "BODY": {
      const text = textOf(given, "BODY", 1024);
      checkVariables(text, given, { component: "BODY", isNamed, subcode: 2388072 });
      checkBodyBalance(text);
      return { type, text, ...exampleOf(given) };
    }
    case "FOOTER": {
      const text = textOf(given, "FOOTER", 60);
      if (!/[{}\n]/.test(text)) return { type, text };
      const reason = "The footer can't have variables or new lines.";
      throw templateRefusal("Message Footer Format Is Incorrect", reason, 2388073);
    }
    case "BUTTONS":
      return { type, buttons: newTemplateButtons(given) };
    default:
      throw templateRefusal("Unknown Component", `There is no component of type ${type}.`);
  }
}

function headerOf(given: Json, isNamed: boolean, isHandle: IsHandle): TemplateComponent {
  const asked = textAt(given, "format")?.toUpperCase();
  if (asked === "LOCATION") return { type: "HEADER", format: asked };
  if (asked === "TEXT") return textHeader(given, isNamed);
  const format = mediaFormats.find((each) => each === asked);
  if (format === undefined) throw missingField("HEADER", "format");
  const handles = jsonAt(given, "example")?.["header_handle"];
  const handle: unknown = Array.isArray(handles) ? handles[0] : undefined;
  if (typeof handle !== "string") throw missingField("HEADER", "example");
  if (isHandle(handle)) return { type: "HEADER", format, ...exampleOf(given) };
  throw templateRefusal(
    "Media Handle Is Not Valid",
    "header_handle is what a resumable upload gave.",
    2388047,
  );
}

function textHeader(given: Json, isNamed: boolean): TemplateComponent {
  const text = textOf(given, "HEADER", 60);
  const around = text.replaceAll(/\{\{\s*\w+\s*\}\}/g, "");
  if ((text.match(/\{\{/g)?.length ?? 0) > 1 || /[\n*_~`]|\p{Extended_Pictographic}/u.test(around)) {
    throw templateRefusal(
      "Message Header Format Is Incorrect",
      "The header can't have new lines, formatting characters, emojis or more than one variable.",
      2388047,
    );
  }
  checkVariables(text, given, { component: "HEADER", isNamed, subcode: 2388047 });
  return { type: "HEADER", format: "TEXT", text, ...exampleOf(given) };
}

function textOf(given: Json, component: string, max: number): string {
  const text = textAt(given, "text") ?? "";
  if (text.trim() === "") throw missingField(component, "text");
  if (lengthOf(text) > max) throw tooLong(component.toLowerCase(), max);
  return text;
}

function exampleOf(given: Json): { readonly example?: Json } {
  const example = jsonAt(given, "example");
  return example === undefined ? {} : { example };
}
