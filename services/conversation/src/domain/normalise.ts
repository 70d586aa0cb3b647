/** Words as rules compare them: no case, no accents, no punctuation, single spaces. */
export function normalise(text: string): string {
  return text
    .slice(0, 4096)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’`´]/g, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
