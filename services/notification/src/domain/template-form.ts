import type { Category, LibraryTemplate } from "./template.ts";
import { balanceProblems, exampleProblems, variablesIn, variableProblems } from "./template-wording.ts";
import { lengthOf, numbered } from "./template-variables.ts";

/** An entry of a file of the library, as far as it is read; problems name what Meta would refuse, or we cannot fill. */
export interface Read {
  readonly template: LibraryTemplate;
  readonly problems: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

// Meta: how long it tries to deliver, at least and at most, in seconds.
const ttls: Readonly<Record<Category, readonly [number, number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};
const most = { body: 1_024, footer: 60, buttons: 10, label: 25 } as const;

/** Reads an entry by Meta's limits for new templates. Of the parts that exist, the library has body, footer and quick replies. */
export function readTemplate(entry: unknown): Read {
  const head = jsonOf(entry);
  const parts = listOf(head["components"]).map(jsonOf);
  const part = (type: string) => parts.find((each) => each["type"] === type) ?? {};
  const body = part("BODY");
  const [wording, footer] = [textOf(body["text"]), textOf(part("FOOTER")["text"])];
  const buttons = listOf(part("BUTTONS")["buttons"]).map(jsonOf);
  const isNamed = head["parameter_format"] === "NAMED";
  const given = variablesIn(wording);
  const ttl = head["message_send_ttl_seconds"];
  const template: LibraryTemplate = {
    ...{
      name: textOf(head["name"]),
      language: textOf(head["language"]),
      isNamed,
      wording,
      footer,
    },
    category: categoryOf(head["category"]) ?? "UTILITY",
    ttlMs: typeof ttl === "number" ? ttl * 1_000 : undefined,
    variables: isNamed ? given : numbered.slice(0, given.length),
    buttons: buttons.map((button) => textOf(button["text"])),
    components: parts,
  };
  return {
    template,
    problems: [
      ...headProblems(head),
      ...partProblems(parts),
      ...lengthProblem("body", wording, 1, most.body),
      ...lengthProblem("footer", footer, 0, most.footer),
      ...(variablesIn(footer).length > 0 ? ["footer: has a variable"] : []),
      ...variableProblems(wording, isNamed),
      ...balanceProblems(wording),
      ...exampleProblems(given, isNamed, jsonOf(body["example"])),
      ...buttonProblems(buttons),
    ],
  };
}

function headProblems(head: Json): readonly string[] {
  const { name, language, category, parameter_format: format } = head;
  return [
    ...(/^[a-z0-9_]{1,512}$/.test(textOf(name)) ? [] : ["name: a-z 0-9 _"]),
    ...(/^[a-z]{2,3}(_[A-Z]{2})?$/.test(textOf(language)) ? [] : ["language: as WhatsApp writes it, pt_BR"]),
    ...(categoryOf(category) === undefined ? ["category: UTILITY, MARKETING or AUTHENTICATION"] : []),
    ...(format === "NAMED" || format === "POSITIONAL" ? [] : ["parameter_format: NAMED or POSITIONAL"]),
    ...ttlProblems(head),
  ];
}

function ttlProblems({ message_send_ttl_seconds: ttl, category }: Json): readonly string[] {
  if (ttl === undefined) return [];
  const [least, longest] = ttls[categoryOf(category) ?? "UTILITY"];
  const isRight = typeof ttl === "number" && Number.isInteger(ttl) && ttl >= least && ttl <= longest;
  return isRight ? [] : [`message_send_ttl_seconds: ${least} to ${longest}`];
}

function partProblems(parts: readonly Json[]): readonly string[] {
  const types = parts.map((each) => textOf(each["type"]));
  const strange = types.find((type) => !["BODY", "FOOTER", "BUTTONS"].includes(type));
  return [
    ...(strange === undefined ? [] : [`components: ${strange} is no part that the library has`]),
    ...(new Set(types).size < types.length ? ["components: one of a kind"] : []),
  ];
}

function buttonProblems(buttons: readonly Json[]): readonly string[] {
  const labels = buttons.map((button) => textOf(button["text"]));
  return [
    ...(buttons.length > most.buttons ? [`buttons: at most ${most.buttons}`] : []),
    ...(buttons.some((button) => button["type"] !== "QUICK_REPLY") ? ["buttons: QUICK_REPLY alone"] : []),
    ...(new Set(labels).size < labels.length ? ["buttons: two of one label"] : []),
    ...labels.flatMap((label) => lengthProblem("button", label, 1, most.label)),
  ];
}

function lengthProblem(part: string, text: string, least: number, longest: number): readonly string[] {
  const length = lengthOf(text);
  return length >= least && length <= longest
    ? []
    : [`${part}: ${least} to ${longest} characters, not ${length}`];
}

function categoryOf(value: unknown): Category | undefined {
  return value === "UTILITY" || value === "MARKETING" || value === "AUTHENTICATION" ? value : undefined;
}

function jsonOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
