const whole = /^\p{RGI_Emoji}$/v;
// Typed without its variation selector, as many keyboards do.
const bare = /^\p{Extended_Pictographic}\p{Emoji_Modifier}?$/v;

/** True for exactly one emoji, of however many code points. */
export function isEmoji(text: string): boolean {
  return whole.test(text) || bare.test(text);
}
