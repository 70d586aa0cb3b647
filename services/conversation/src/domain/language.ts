import { normalise } from "./normalise.ts";

export type Language = "en" | "es";

/** Short words that say a language by themselves; a detector needs more. */
const telling: Readonly<Record<Language, ReadonlySet<string>>> = {
  es: new Set([
    "hola",
    "buenas",
    "buenos dias",
    "buenas tardes",
    "gracias",
    "cita",
    "si",
    "baja",
    "alta",
    "menu",
    "mis citas",
    "persona",
    "ayuda",
  ]),
  en: new Set([
    "hi",
    "hello",
    "hey",
    "good morning",
    "thanks",
    "thank you",
    "yes",
    "stop",
    "start",
    "help",
    "book",
    "my visits",
    "person",
  ]),
};

const asked: Readonly<Record<string, Language>> = {
  english: "en",
  ingles: "en",
  "in english": "en",
  "en ingles": "en",
  espanol: "es",
  spanish: "es",
  "en espanol": "es",
  "in spanish": "es",
  castellano: "es",
};

/** The language a person asks for by its name. */
export function askedLanguage(text: string): Language | undefined {
  return asked[normalise(text).replace(/ ?\b(?:please|por favor)$/, "")];
}

/**
 * The language to go on in: longer text decides; short words keep what it was; a first short word counts if it is telling.
 * `undefined` when nothing says anything: the clinic's own language is used and nothing is remembered. To detect is dear,
 * so it is done only where it may decide.
 */
export function settleLanguage(
  text: string,
  detect: () => Language | undefined,
  sticky: Language | undefined,
): Language | undefined {
  const wish = askedLanguage(text);
  if (wish !== undefined) return wish;
  const words = normalise(text);
  const long = words.split(" ").length >= 3;
  if (sticky !== undefined) return long ? (detect() ?? sticky) : sticky;
  if (telling.es.has(words)) return "es";
  if (telling.en.has(words)) return "en";
  return detect();
}
