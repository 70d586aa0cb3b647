import { median, ratioOf } from "../core/race.ts";
import type { Curve, Row } from "../suite.ts";
import type { Grown, Lap, Size } from "./lap.ts";

const unit = "CPU-µs";
/** What one operation costs at each size, service and database apart; together beside a tenth of the size. */
export function growthRows({ operation, stored, sizes }: Grown): Row[] {
  const each = sizes.flatMap(({ size, laps }, at): Row[] => {
    const name = `${operation}, ${said(size)} ${stored}`;
    const n = laps.reduce((count, { operations }) => count + operations, 0);
    const row = (of: (lap: Lap) => number) => ({ unit, value: median(laps.map(of)), n });
    const together = { name: `${name}: together`, ...row(whole) };
    const before = sizes[at - 1];
    return [
      { name: `${name}: service`, ...row(({ serviceMicrosEach }) => serviceMicrosEach) },
      { name: `${name}: database`, ...row(({ databaseMicrosEach }) => databaseMicrosEach) },
      before === undefined
        ? together
        : { ...together, ...beside(before, laps), against: `${said(before.size)} ${stored}` },
    ];
  });
  const value = growthPerTenfold(sizes.flatMap(({ laps }) => laps)) * 100;
  const name = `${operation}: more for ten times the ${stored}`;
  return [...each, { name, unit: "% CPU", value, goal: "≤ 10" }];
}

function beside(before: Size, laps: readonly Lap[]): Pick<Row, "ratio" | "range"> {
  const { median: ratio, range } = ratioOf(
    laps.map((lap, round) => whole(before.laps[round] ?? lap) / whole(lap)),
  );
  return { ratio, range };
}

export function growthCurve({ operation, sizes }: Grown): Curve {
  const points = sizes.map(
    ({ laps }) => [median(laps.map(({ stored }) => stored)), median(laps.map(whole))] as const,
  );
  return { name: operation, unit, over: "stored", points };
}

/** By how much cost grows with each tenfold: the line that fits all laps best, both axes logarithmic. */
export function growthPerTenfold(laps: readonly Lap[]): number {
  const points = laps.map((lap) => ({ x: Math.log10(lap.stored), y: Math.log10(whole(lap)) }));
  const mean = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [middle, height] = [mean(({ x }) => x), mean(({ y }) => y)];
  const slope = mean(({ x, y }) => (x - middle) * (y - height)) / mean(({ x }) => (x - middle) ** 2);
  return 10 ** slope - 1;
}

function whole({ serviceMicrosEach, databaseMicrosEach }: Lap): number {
  return serviceMicrosEach + databaseMicrosEach;
}

function said(size: number): string {
  return size.toLocaleString("en");
}
