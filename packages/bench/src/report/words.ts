import type { Row } from "../suite.ts";

/** Three digits that count, and no false precision. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1_000) return Math.round(Number(value.toPrecision(3))).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

/** "2.4 × express (2.1–2.6)". */
export function ratioText({ ratio, range, against = "its yardstick" }: Row): string {
  if (ratio === undefined) return "";
  const spread = range === undefined ? "" : ` (${numberText(range[0])}–${numberText(range[1])})`;
  return `${numberText(ratio)} × ${against}${spread}`;
}
