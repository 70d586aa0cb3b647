import { ar } from "./words/ar.ts";
import { en, type Words } from "./words/en.ts";
import { es } from "./words/es.ts";

export type { Words };
export type Language = "en" | "es" | "ar";

const all: Readonly<Record<Language, Words>> = { en, es, ar };

export const languages: readonly { readonly key: Language; readonly name: string }[] = [
  { key: "en", name: "English" },
  { key: "es", name: "Español" },
  { key: "ar", name: "العربية" },
];

// Arabic with the digits of phone numbers and codes, so that a page has one kind of digit.
const locales: Readonly<Record<Language, string>> = { en: "en-GB", es: "es", ar: "ar-u-nu-latn" };
const key = "phone.language";

function known(tag: string): Language | undefined {
  return languages.find((language) => tag.startsWith(language.key))?.key;
}

/** What the reader has chosen, else what the browser speaks, else English. */
export function pageLanguage(): Language {
  return known(localStorage.getItem(key) ?? navigator.language) ?? "en";
}

export function switchLanguage(language: string): void {
  localStorage.setItem(key, known(language) ?? "en");
}

/** For dates and numbers. */
export function pageLocale(): string {
  return locales[pageLanguage()];
}

export function isRightToLeft(): boolean {
  return pageLanguage() === "ar";
}

export function words(): Words {
  return all[pageLanguage()];
}

/** What a patient of this language might say first. */
export function startersFor(language: string): readonly string[] {
  const { starter1, starter2, starter3 } = all[known(language) ?? "en"];
  return [starter1, starter2, starter3];
}

/** Why WhatsApp did not deliver, for who does not know its codes by heart. */
export function reasonFor(code: number): string {
  const reasons: Readonly<Record<string, string | undefined>> = words();
  return reasons[`reason_${code}`] ?? words().reason_other;
}
