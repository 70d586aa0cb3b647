import type { Language } from "./language.ts";
import { normalise } from "./normalise.ts";
import { correctTypos } from "./red-flag-typos.ts";
import type { Alarm, Phrase } from "./red-flag-phrases.ts";
import { englishFlags } from "./red-flags-en.ts";
import { spanishFlags } from "./red-flags-es.ts";
import { injuryFlags } from "./red-flags-injury.ts";

export interface RedFlag {
  readonly alarm: Alarm;
  readonly language: Language;
}

// Only a denial that stands right before the symptom counts: "no aguanto el dolor de pecho" is an alarm.
const denied = new RegExp(
  `\\b(?:${[
    "sin|no|ni|nunca|tampoco",
    "no (?:me|le|te|nos)(?: ha| han)?",
    "no (?:\\w+ )?(?:tengo|tiene|siento|siente|hay|presento|presenta|noto)",
    "(?:ya no|tampoco) tengo",
    "no (?:he|ha|hemos|han) (?:tenido|presentado|vuelto a tener)",
    "not|without|never|no longer",
    "(?:don|doesn|didn|haven|hasn|isn|wasn) t(?: have| had| having)?",
    "(?:do|does|did) not have|not having|no longer have|(?:have|has|had) (?:no|not had)|denies",
  ].join("|")})(?: (?:un|una|el|la|ningun|ninguna|nada de|mas|any|a|more|the|feel|feeling))*$`,
);

/** In this order: what needs other words than "call now" comes first. */
const flags: readonly Phrase[] = [...spanishFlags, ...englishFlags, ...injuryFlags].sort(
  (a, b) => Number(b.alarm === "suicide") - Number(a.alarm === "suicide"),
);

/**
 * Is this wording a possible emergency? Looked for in every message before anything else, so it prefers a false
 * alarm to a miss.
 */
export function redFlagIn(text: string): RedFlag | undefined {
  const words = correctTypos(normalise(text));
  if (words === "") return undefined;
  for (const { alarm, language, pattern, unless } of flags) {
    // Nearly always there is nothing: a search says so at a fraction of what an iterator costs.
    if (words.search(pattern) < 0) continue;
    for (const found of words.matchAll(pattern)) {
      // Whoever writes of taking their life, even to deny it, is answered.
      if (alarm !== "suicide" && denied.test(words.slice(0, found.index).trimEnd())) continue;
      if (unless?.test(words)) continue;
      return { alarm, language };
    }
  }
  return undefined;
}
