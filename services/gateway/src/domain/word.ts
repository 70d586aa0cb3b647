/** A word of WhatsApp's that may stand in clear: letters and underscores only, so that no number can hide in it. */
export function word(text: string, lengthMax: number): string {
  return text.replaceAll(/[^A-Za-z_]/g, "").slice(0, lengthMax);
}
