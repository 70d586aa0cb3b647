import { detect } from "tinyld";
import type { Language } from "../domain/language.ts";

export function detectLanguage(text: string): Language | undefined {
  const found = detect(text.slice(0, 500), { only: ["en", "es"] });
  return found === "en" || found === "es" ? found : undefined;
}
