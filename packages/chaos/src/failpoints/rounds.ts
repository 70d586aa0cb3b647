import type { Point } from "./find-points.ts";

/** Each round has at most one place of each service, so that all services can be at it at once. */
export function roundsOf(points: readonly Point[]): readonly (readonly Point[])[] {
  const lists = [...Map.groupBy(points, ({ service }) => service).values()];
  const most = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => lists.flatMap((list) => list[index] ?? []));
}

/** How often a service dies at a place, when all services that may pass it are to die there so often together. */
export function timesEach(points: readonly Point[], times: number): (point: Point) => number {
  const sharers = Map.groupBy(points, ({ name }) => name);
  return ({ name }) => Math.ceil(times / (sharers.get(name)?.length ?? 1));
}

interface Died extends Point {
  readonly deaths: number;
}

/** Of all named places: at how many somebody died, at how many often enough, and at which nobody. */
export function coverageOf(points: readonly Died[], times: number) {
  const deaths = new Map<string, number>();
  for (const point of points) deaths.set(point.name, (deaths.get(point.name) ?? 0) + point.deaths);
  const counts = [...deaths.values()];
  return {
    total: deaths.size,
    reached: counts.filter((count) => count > 0).length,
    often: counts.filter((count) => count >= times).length,
    deaths: counts.reduce((sum, count) => sum + count, 0),
    missed: [...deaths].flatMap(([name, count]) => (count === 0 ? [name] : [])),
  };
}
