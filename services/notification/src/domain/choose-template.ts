import type { Library, LibraryTemplate } from "./template.ts";
import type { TemplateRecord } from "./template-record.ts";

export type Choice =
  | { readonly kind: "use"; readonly template: LibraryTemplate }
  | { readonly kind: "none"; readonly reason: string };

type Records = ReadonlyMap<string, TemplateRecord>;

/** By which records are found. */
export const recordKey = (name: string, language: string): string => `${name}/${language}`;

/**
 * The template to say something with: of the first name that has an approved one, in the contact's language if it is
 * there, else in another. What WhatsApp rejected, paused, disabled or put into a dearer category is never chosen.
 */
export function chooseTemplate(
  library: Library,
  records: Records,
  names: readonly string[],
  languages: readonly string[],
): Choice {
  const ranked = names.flatMap((name) =>
    library
      .filter((template) => template.name === name)
      .toSorted((one, other) => rank(one, languages) - rank(other, languages)),
  );
  const usable = ranked.find((template) => isUsable(template, recordOf(records, template)));
  if (usable !== undefined) return { kind: "use", template: usable };
  const [first] = ranked;
  return {
    kind: "none",
    reason: first === undefined ? "there is no template for it" : whyNot(first, records),
  };
}

/** The template as it was asked for, if it may be used. */
export function templateStanding(template: LibraryTemplate, records: Records): Choice {
  if (isUsable(template, recordOf(records, template))) return { kind: "use", template };
  return { kind: "none", reason: whyNot(template, records) };
}

// It was in use before there was a library: WhatsApp has it, until it says something else.
const taken = "appointment_reminder_v1";

function isUsable({ name, category }: LibraryTemplate, record: TemplateRecord | undefined): boolean {
  if (record === undefined) return name === taken;
  return record.state === "approved" && record.category === category;
}

function whyNot(template: LibraryTemplate, records: Records): string {
  const record = recordOf(records, template);
  const { state = "draft", category = template.category, reason = "" } = record ?? {};
  const title = `the template ${template.name} in ${template.language}`;
  if (state === "approved") return `${title} is ${category} at WhatsApp, not ${template.category}`;
  return `${title} is ${wordOf[state]}${reason === "" ? "" : `: ${reason}`}`;
}

const wordOf: Record<TemplateRecord["state"], string> = {
  draft: "not approved by the clinic yet",
  "approved-here": "about to be submitted",
  submitted: "being reviewed by WhatsApp",
  approved: "approved",
  rejected: "rejected",
  paused: "paused",
  disabled: "gone at WhatsApp",
};

function recordOf(records: Records, { name, language }: LibraryTemplate): TemplateRecord | undefined {
  return records.get(recordKey(name, language));
}

/** The exact language before its base (en before en_GB's sisters), and then the next that is wished for. */
function rank({ language }: LibraryTemplate, wished: readonly string[]): number {
  const index = wished.findIndex((wish) => languageOf(wish) === languageOf(language));
  return index === -1 ? wished.length : index;
}

/** "pt-BR", "pt_BR" and "pt" are one language to somebody who reads. */
function languageOf(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? tag).toLowerCase();
}
