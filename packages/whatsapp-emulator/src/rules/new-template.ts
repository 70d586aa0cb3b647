import { authenticationComponents } from "./authentication-template.ts";
import { textAt, listAt, type Json } from "./json.ts";
import { templateLanguages } from "./languages.ts";
import { newComponent, type IsHandle } from "./new-template-component.ts";
import { Refusal } from "./refusal.ts";
import { missingField, templateRefusal } from "./template-refusal.ts";
import type { Template } from "./template.ts";

/** What a business submits for review. */
export type Submitted = Required<Pick<Template, "category" | "components" | "parameter_format">> & {
  readonly message_send_ttl_seconds?: number;
};

const categories = ["AUTHENTICATION", "MARKETING", "UTILITY"] as const;
// How long Meta tries to deliver a template: the least and the most that can be asked for, in seconds.
const ttlLimits = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
} as const;

export function nameOf(body: Json): string {
  const name = required(body, "name");
  if (/^[a-z0-9_]{1,512}$/.test(name)) return name;
  throw templateRefusal(
    "Invalid Template Name",
    "Names have up to 512 lower-case letters, digits and underscores.",
  );
}

export function languageOf(body: Json): string {
  const language = required(body, "language");
  if (templateLanguages.has(language)) return language;
  throw badParameter(`Param language is not supported: ${language}`);
}

export function categoryOf(value: unknown): Template["category"] {
  const asked = typeof value === "string" ? value.toUpperCase() : undefined;
  const category = categories.find((each) => each === asked);
  if (category !== undefined) return category;
  throw badParameter(`Param category must be one of {${categories.join(", ")}} - got "${asked ?? "null"}".`);
}

/** Checks what is submitted as Meta does at once, before anybody reviews it. Throws a Refusal. */
export function submitted(body: Json, language: string, isHandle: IsHandle): Submitted {
  const category = categoryOf(body["category"]);
  const given = listAt(body, "components");
  if (given.length === 0) throw badParameter("The parameter components is required.");
  const ttl = ttlOf(body, category);
  const isNamed = textAt(body, "parameter_format")?.toUpperCase() === "NAMED";
  const components =
    category === "AUTHENTICATION"
      ? authenticationComponents(given, language)
      : given.map((each) => newComponent(each, isNamed, isHandle));
  const kinds = components.map(({ type }) => type);
  if (new Set(kinds).size < kinds.length)
    throw templateRefusal("Duplicate Component", "A template has each kind of component once.");
  if (!kinds.includes("BODY")) throw missingField("BODY", "text");
  return {
    category,
    components,
    parameter_format: isNamed ? "NAMED" : "POSITIONAL",
    ...(ttl !== undefined && { message_send_ttl_seconds: ttl }),
  };
}

function ttlOf(body: Json, category: Template["category"]): number | undefined {
  const ttl = body["message_send_ttl_seconds"];
  if (ttl === undefined) return undefined;
  const [least, most] = ttlLimits[category];
  // -1 asks for the longest.
  const isLongest = ttl === -1 && category !== "MARKETING";
  if (Number.isInteger(ttl) && (isLongest || (Number(ttl) >= least && Number(ttl) <= most)))
    return Number(ttl);
  throw badParameter(`message_send_ttl_seconds for ${category} must be from ${least} to ${most}.`);
}

function required(body: Json, name: string): string {
  const value = textAt(body, name);
  if (value === undefined || value === "") throw badParameter(`The parameter ${name} is required.`);
  return value;
}

function badParameter(message: string): Refusal {
  return new Refusal(100, undefined, { message: `(#100) ${message}` });
}
