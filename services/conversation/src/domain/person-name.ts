import { normalise } from "./normalise.ts";

const openings =
  /^\s*(?:(?:hola|hi|hello)[\s,.!]+)?(?:(?:me llamo|mi nombre(?: completo)? es|soy|my (?:full )?name is|i am|i['’]m|it['’]s)[\s:]+)/iu;

export type NameReading =
  | { readonly kind: "name"; readonly fullName: string }
  | { readonly kind: "one-word" }
  | { readonly kind: "unclear" };

/** Reads a full name from what someone typed: at least two words of letters. */
export function readName(text: string): NameReading {
  const bare = text
    .replace(openings, "")
    .replace(/[.,;!]+\s*$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
  if (bare.length < 2 || bare.length > 80 || !/^[\p{L}\p{M}][\p{L}\p{M} .'’·-]*$/u.test(bare))
    return { kind: "unclear" };
  const words = bare.split(" ").filter((word) => /\p{L}/u.test(word));
  return words.length < 2 ? { kind: "one-word" } : { kind: "name", fullName: bare.normalize("NFC") };
}

/** The same person typed on another day gives the same key: for the blind index, never stored as it is. */
export function personKey(fullName: string, birthDate: string): string {
  return `${normalise(fullName)}|${birthDate}`;
}
