/** A SHA-256 as WhatsApp writes it, hex or base64, as hex; undefined for anything else. */
export function sha256Of(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, "base64").toString("hex") : undefined;
}
