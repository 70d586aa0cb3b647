import { detectAll } from "tinyld";
import type { Language } from "../domain/language.ts";

// Below this it guesses: names and typing errors come out as either language.
const surest = 0.09;

/** The language of a text, or undefined where it could be either. */
export function detectLanguage(text: string): Language | undefined {
  const [first, second] = detectAll(text.slice(0, 500), { only: ["en", "es"] });
  if (first === undefined || first.accuracy < surest || first.accuracy < 3 * (second?.accuracy ?? 0))
    return undefined;
  return first.lang === "en" || first.lang === "es" ? first.lang : undefined;
}
