import { expect, test } from "vitest";
import { encoded, latencyHistogram, msAt, decoded, recordMs } from "../core/histogram.ts";
import { growthPlot } from "./growth-plot.ts";
import { percentilePlot } from "./percentile-plot.ts";
import { ratioBars } from "./ratio-bars.ts";
import { table } from "./table.ts";

const numbersIn = (svg: string | undefined): string[] =>
  [...(svg ?? "").matchAll(/NaN|Infinity|undefined/g)].map(String);

test("a histogram that was stored says what it said", () => {
  const histogram = latencyHistogram();
  for (let ms = 1; ms <= 1_000; ms += 1) recordMs(histogram, ms);
  const again = decoded(encoded("x", histogram));
  expect(msAt(again, 99)).toBeCloseTo(990, -1);
  expect(again.totalCount).toBe(1_000);
});

test("bars are drawn for ratios only, with nothing that is no number", () => {
  const row = { name: "seal <256>", unit: "CPU-µs", value: 9 };
  expect(ratioBars("none", [row])).toBeUndefined();
  const svg = ratioBars("phi", [
    row,
    { ...row, ratio: 12, range: [10, 14], against: "AWS" },
    { ...row, ratio: 0.9 },
  ]);
  expect(svg?.match(/<rect x/g)).toHaveLength(2);
  expect(svg).toContain("seal &lt;256&gt; / AWS");
  expect(numbersIn(svg)).toEqual([]);
});

test("a latency line ends where fewer than one were seen", () => {
  const histogram = latencyHistogram();
  for (let ms = 1; ms <= 100; ms += 1) recordMs(histogram, ms);
  expect(numbersIn(percentilePlot("p", [encoded("x", histogram)]))).toEqual([]);
  expect(percentilePlot("p", [encoded("x", latencyHistogram())])).toBeUndefined();
});

test("growth needs two points", () => {
  const curve = { name: "append", unit: "µs", over: "entries" };
  expect(growthPlot("g", [{ ...curve, points: [[10, 1]] }])).toBeUndefined();
  expect(
    numbersIn(
      growthPlot("g", [
        {
          ...curve,
          points: [
            [10, 1],
            [1_000, 1.1],
          ],
        },
      ]),
    ),
  ).toEqual([]);
});

test("columns of a table line up", () => {
  expect(table(["a", "wide"], [["µ|s", "1"]])).toBe("| a    | wide |\n| ---- | ---- |\n| µ\\|s | 1    |");
});
