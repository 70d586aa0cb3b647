import type { Curve } from "../suite.ts";
import { colourOf, dot, line, logScale, path, picture, text } from "./svg.ts";
import { numberText } from "./words.ts";

const width = 760;
const height = 320;
const [left, right, top, bottom] = [72, 520, 44, 270] as const;

/** What an operation costs over how much is stored, both logarithmic: flat is good. Undefined where there is no curve. */
export function growthPlot(title: string, curves: readonly Curve[]): string | undefined {
  const points = curves.flatMap((curve) => curve.points);
  if (points.length < 2) return undefined;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const x = logScale(Math.min(...xs), Math.max(...xs), left, right);
  const y = logScale(Math.min(...ys) / 2, Math.max(...ys) * 2, bottom, top);
  const [first] = curves;
  const parts = [
    ...y.ticks.flatMap((tick) => [
      line(left, y.place(tick), right, y.place(tick)),
      text(left - 8, y.place(tick) + 4, numberText(tick), { anchor: "end", size: 11, colour: "#555" }),
    ]),
    ...x.ticks
      .filter((tick) => Number.isInteger(Math.log10(tick)))
      .flatMap((tick) => [
        line(x.place(tick), top, x.place(tick), bottom),
        text(x.place(tick), bottom + 16, tick.toLocaleString("en"), {
          anchor: "middle",
          size: 11,
          colour: "#555",
        }),
      ]),
    text((left + right) / 2, bottom + 36, first?.over ?? "", { anchor: "middle", size: 11, colour: "#555" }),
  ];
  curves.forEach((curve, index) => {
    const placed = curve.points.map(([over, value]) => [x.place(over), y.place(value)] as const);
    parts.push(path(placed, colourOf(index)), ...placed.map(([px, py]) => dot(px, py, colourOf(index))));
    const [px, py] = placed.at(-1) ?? [right, top];
    parts.push(
      text(px + 10, py + 4, `${curve.name}, ${curve.unit}`, { colour: colourOf(index), weight: 600 }),
    );
  });
  return picture(width, height, title, parts);
}
