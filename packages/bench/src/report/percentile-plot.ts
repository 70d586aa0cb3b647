import { decoded, msAt } from "../core/histogram.ts";
import type { Latencies } from "../suite.ts";
import { colourOf, line, logScale, path, picture, text } from "./svg.ts";
import { numberText } from "./words.ts";

const width = 760;
const height = 340;
const [left, right, top, bottom] = [64, 730, 44, 280] as const;
const marks = [50, 90, 99, 99.9, 99.99] as const;

/** Latency by percentile, the tail spread out as it is felt. Undefined where nothing was recorded. */
export function percentilePlot(title: string, all: readonly Latencies[]): string | undefined {
  const series = all
    .map(({ name, encoded }) => ({ name, histogram: decoded({ encoded }) }))
    .filter(({ histogram }) => histogram.totalCount > 0);
  if (series.length === 0) return undefined;
  const rarity = (percentile: number): number => 1 / (1 - percentile / 100);
  const x = logScale(1, rarity(99.99), left, right);
  const most = Math.max(...series.map(({ histogram }) => msAt(histogram, 100)));
  const least = Math.max(0.01, Math.min(...series.map(({ histogram }) => msAt(histogram, 1))));
  const y = logScale(least * 0.8, most * 1.2, bottom, top);
  const parts = [
    ...y.ticks.flatMap((tick) => [
      line(left, y.place(tick), right, y.place(tick)),
      text(left - 8, y.place(tick) + 4, `${numberText(tick)} ms`, {
        anchor: "end",
        size: 11,
        colour: "#555",
      }),
    ]),
    ...marks.flatMap((mark) => [
      line(x.place(rarity(mark)), top, x.place(rarity(mark)), bottom),
      text(x.place(rarity(mark)), bottom + 18, `${mark}`, { anchor: "middle", size: 11, colour: "#555" }),
    ]),
    text((left + right) / 2, bottom + 34, "percentile", { anchor: "middle", size: 11, colour: "#555" }),
  ];
  series.forEach(({ name, histogram }, index) => {
    // No further than one in so many as were seen.
    const rarest = Math.min(rarity(99.99), histogram.totalCount);
    const points = Array.from({ length: 120 }, (_, step) => rarest ** (step / 119)).map(
      (rare) => [x.place(rare), y.place(msAt(histogram, (1 - 1 / rare) * 100))] as const,
    );
    parts.push(path(points, colourOf(index)));
    parts.push(
      text(left + 8 + (index % 2) * 340, height - 6 - Math.floor(index / 2) * 15, `— ${name}`, {
        colour: colourOf(index),
        weight: 600,
      }),
    );
  });
  return picture(width, height, title, parts);
}
