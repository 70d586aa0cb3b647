import { en } from "./en.ts";
import { es } from "./es.ts";
import type { Texts } from "./texts.ts";

export type { Texts, VisitLine } from "./texts.ts";

const all: Readonly<Record<"en" | "es", Texts>> = { en, es };

export function textsIn(language: "en" | "es"): Texts {
  return all[language];
}
