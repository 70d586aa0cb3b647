// 3GPP TS 23.038, 6.2.1: the default alphabet in the order of its codes, and what costs an escape more.
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extended = "\f^{}\\[~]|€";

/** Units are septets in GSM-7 and 16-bit units in UCS-2; a segment of several carries a header of six octets. */
const sizes = { gsm7: { alone: 160, each: 153 }, ucs2: { alone: 70, each: 67 } } as const;

export interface Segments {
  readonly encoding: keyof typeof sizes;
  readonly units: number;
  readonly segments: number;
}

/** What a text costs as SMS. An escaped character, or a pair of surrogates, is never cut in two. */
export function segmentsOf(text: string): Segments {
  const characters = Array.from(text);
  const encoding = characters.every((each) => septetsOf(each) > 0) ? "gsm7" : "ucs2";
  const units = characters.map((each) => (encoding === "gsm7" ? septetsOf(each) : each.length));
  const total = units.reduce((sum, each) => sum + each, 0);
  const { alone, each: most } = sizes[encoding];
  if (total <= alone) return { encoding, units: total, segments: 1 };
  let segments = 1;
  let used = 0;
  for (const size of units) {
    if (used + size > most) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units: total, segments };
}

function septetsOf(character: string): number {
  // The escape itself is no character.
  if (basic.includes(character) && character !== "\u001b") return 1;
  return extended.includes(character) ? 2 : 0;
}

const looksLike: Readonly<Record<string, string>> = {
  ...{ ç: "c", Œ: "OE", œ: "oe", "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"' },
  ...{ "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u202f": " " },
};

/**
 * The text in letters of GSM-7 where one is like it: a single á would more than halve what a segment holds. Letters
 * of other scripts stay as they are.
 */
export function inGsm7(text: string): string {
  return Array.from(text.normalize("NFC"), (each) => (septetsOf(each) > 0 ? each : likeOf(each))).join("");
}

function likeOf(character: string): string {
  const like = looksLike[character] ?? character.normalize("NFD").replace(/\p{M}/gu, "");
  return Array.from(like).every((each) => septetsOf(each) > 0) ? like : character;
}
