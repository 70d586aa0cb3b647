import type { Row } from "../suite.ts";
import { bar, colourOf, line, logScale, picture, text } from "./svg.ts";
import { numberText } from "./words.ts";

const width = 760;
const left = 330;
const right = 700;
const rowHeight = 26;

/** A bar for each ratio, from 1 (as good as its yardstick): to the right is better. Undefined where there is none. */
export function ratioBars(title: string, rows: readonly Row[]): string | undefined {
  const compared = rows.filter(({ ratio }) => ratio !== undefined && Number.isFinite(ratio) && ratio > 0);
  if (compared.length === 0) return undefined;
  const values = compared.flatMap(({ ratio = 1, range = [ratio, ratio] }) => [ratio, ...range]);
  const low = Math.min(0.5, ...values.filter((value) => value > 0));
  const high = Math.max(2, ...values.filter(Number.isFinite));
  const { place, ticks } = logScale(low, high * 1.05, left, right);
  const height = 62 + compared.length * rowHeight;
  const parts = ticks.flatMap((tick) => [
    line(place(tick), 40, place(tick), height - 20),
    text(place(tick), height - 6, `${numberText(tick)}×`, { anchor: "middle", size: 11, colour: "#555" }),
  ]);
  compared.forEach(({ name, ratio = 1, range, against = "" }, index) => {
    const y = 44 + index * rowHeight;
    const [from, to] = ratio >= 1 ? [place(1), place(ratio)] : [place(ratio), place(1)];
    const label = against === "" || against === name ? name : `${name} / ${against}`;
    parts.push(text(left - 10, y + 14, shortened(label), { anchor: "end" }));
    parts.push(bar(from, y + 3, to - from, 15, colourOf(ratio >= 1 ? 0 : 1)));
    if (range !== undefined)
      parts.push(line(place(range[0]), y + 10.5, place(range[1]), y + 10.5, "#222", 1.5));
    parts.push(
      text(place(Math.max(ratio, range?.[1] ?? 0, 1)) + 6, y + 14, `${numberText(ratio)}×`, { weight: 600 }),
    );
  });
  parts.push(line(place(1), 40, place(1), height - 20, "#222", 1.5));
  return picture(width, height, title, parts);
}

function shortened(label: string): string {
  return label.length > 52 ? `${label.slice(0, 51)}…` : label;
}
