const emoji = /^\p{RGI_Emoji}$/v;
const invisible =
  /^[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Mn}\p{Me}\u3164\u115F\u1160\u2800\u{E0000}-\u{E0FFF}]*$/u;

/** True when a text has characters, and a reader would see none of them. */
export function isInvisible(text: string): boolean {
  return text !== "" && invisible.test(text);
}

/** The code points of a text that nobody can see, at most ten: U+200B U+2060. */
export function codePoints(text: string): string {
  const all = Array.from(
    text,
    (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  return all.length > 10 ? `${all.slice(0, 10).join(" ")} …` : all.join(" ");
}

/** One to three emoji and nothing else: drawn large. */
export function isEmojiOnly(text: string): boolean {
  const letters = [...new Intl.Segmenter().segment(text.trim())].map(({ segment }) => segment);
  return letters.length > 0 && letters.length <= 3 && letters.every((letter) => emoji.test(letter));
}
