import type { Language } from "./language.ts";

export type Alarm =
  | "chest-pain"
  | "breathing"
  | "stroke"
  | "bleeding"
  | "suicide"
  | "anaphylaxis"
  | "unconscious"
  | "overdose"
  | "obstetric"
  | "infant"
  | "injury";

export interface Phrase {
  readonly alarm: Alarm;
  readonly language: Language;
  readonly pattern: RegExp;
  /** What makes the same words harmless: kept narrow, since it silences an alarm. */
  readonly unless?: RegExp | undefined;
}

/** At most so many words in between. */
export const gap = (words: number): string => `(?: \\w+){0,${words}} `;

/** Two things said near each other, in either order. */
export function near(a: string, b: string, words: number): string {
  return `(?:${a})${gap(words)}(?:${b})\\b|\\b(?:${b})${gap(words)}(?:${a})`;
}

export function phrase(
  alarm: Alarm,
  language: Language,
  wordings: readonly string[],
  unless?: RegExp,
): Phrase {
  return { alarm, language, pattern: new RegExp(`\\b(?:${wordings.join("|")})\\b`, "g"), unless };
}

/** An old event that is told, with no word of now. */
export const longAgo =
  /^(?!.*\b(?:ahora|hoy|otra vez|de nuevo|creo|parece|now|again|today|think|having)\b).*(?:\bhace (?:\w+ ){1,3}anos?\b|\bhace anos\b|\bel ano pasado\b|\bantecedentes\b|\byears? ago\b|\blast year\b|\bfamily history\b)/;
