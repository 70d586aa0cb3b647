import type { PointReport } from "./book.ts";
import { coverageOf } from "./order.ts";

/** The table of all places: who died there, how often. */
export function printPoints(
  points: readonly PointReport[],
  times: number,
  out: (line: string) => void,
): void {
  out("");
  for (const [name, own] of Map.groupBy(points, (point) => point.name)) {
    const total = own.reduce((sum, { deaths }) => sum + deaths, 0);
    const who = own.filter(({ deaths }) => deaths > 0).map(({ service, deaths }) => `${deaths} ${service}`);
    out(`${name.padEnd(40)}${String(total).padStart(4)}  ${who.join(", ")}`);
  }
  const { total, reached, often, deaths, rare, missed } = coverageOf(points, times);
  const counts = `${reached} of ${total} reached, ${often} at least ${times} times; ${deaths} deaths`;
  out(`${"failpoints".padEnd(24)}${counts}`);
  const rarely = rare.map(({ name, deaths: count }) => `${name} ${count}`);
  if (rarely.length > 0) out(`${"  more rarely".padEnd(24)}${rarely.join(", ")}`);
  if (missed.length > 0) out(`${"  not reached".padEnd(24)}${missed.join(", ")}`);
}
