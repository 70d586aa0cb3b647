/** Words as rules compare them: no case, no accents, no punctuation, nothing that cannot be seen, single spaces. */
export function normalise(text: string): string {
  return text
    .replace(/\p{Cf}/gu, "")
    .slice(0, 4096)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’`´]/g, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
