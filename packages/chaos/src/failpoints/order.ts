import type { Mortal } from "../house/replica.ts";
import type { Point } from "./find-points.ts";

export interface Order {
  /** Chance of its own for each service: how fast the others are changes nothing. */
  readonly chanceOf: (service: Mortal) => () => number;
}

/** How often a service died at a place. */
export interface Died extends Point {
  readonly deaths: number;
  /** Of how many passings one may be waited for, as far as was learnt. */
  readonly passingsMax?: number;
}

/** Each thing as often as told, in rounds that have each of them once at most, in an order by chance. */
export function roundsOf<T>(things: readonly T[], times: (thing: T) => number, chance: () => number): T[] {
  const counts = things.map((thing) => ({ thing, count: times(thing) }));
  const rounds = Math.max(0, ...counts.map(({ count }) => count));
  return Array.from({ length: rounds }, (_, round) => {
    const due = counts.filter(({ count }) => count > round).map(({ thing }) => thing);
    return shuffled(due, chance);
  }).flat();
}

function shuffled<T>(things: readonly T[], chance: () => number): readonly T[] {
  return things
    .map((thing) => ({ thing, place: chance() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ thing }) => thing);
}

// What a service shares with others it passes in its own way, so nobody leaves a place wholly to the rest.
const leastEach = 2;

/**
 * How often each dies at each place, when all who may pass it are to die there so often together. A place that is shared
 * falls mostly to whoever has the least to do: all walk their lists at the same time.
 */
export function timesEach(points: readonly Point[], times: number): (point: Point) => number {
  const wanted = new Map<Point, number>();
  const loads = new Map<Mortal, number>();
  const give = (point: Point, more: number): void => {
    wanted.set(point, (wanted.get(point) ?? 0) + more);
    loads.set(point.service, (loads.get(point.service) ?? 0) + more);
  };
  const places = [...Map.groupBy(points, ({ name }) => name).values()];
  for (const sharers of places.toSorted((one, other) => one.length - other.length)) {
    const least = Math.min(leastEach, Math.ceil(times / sharers.length));
    for (const point of sharers) give(point, least);
    for (let rest = times - least * sharers.length; rest > 0; rest -= 1) {
      const [idlest] = sharers.toSorted(
        (one, other) => (loads.get(one.service) ?? 0) - (loads.get(other.service) ?? 0),
      );
      if (idlest !== undefined) give(idlest, 1);
    }
  }
  return (point) => wanted.get(point) ?? 0;
}

/** How many deaths a name still lacks. */
export function shortOf(points: readonly Died[], name: string, times: number): number {
  const here = points.filter((point) => point.name === name);
  return times - here.reduce((sum, { deaths }) => sum + deaths, 0);
}

/** Of all named places: at how many somebody died, at how many often enough, and at which too rarely or never. */
export function coverageOf(points: readonly Died[], times: number) {
  const names = [...new Set(points.map(({ name }) => name))];
  const counted = names.map((name) => ({ name, deaths: times - shortOf(points, name, times) }));
  return {
    total: names.length,
    reached: counted.filter(({ deaths }) => deaths > 0).length,
    often: counted.filter(({ deaths }) => deaths >= times).length,
    deaths: counted.reduce((sum, { deaths }) => sum + deaths, 0),
    rare: counted.filter(({ deaths }) => deaths > 0 && deaths < times),
    missed: counted.filter(({ deaths }) => deaths === 0).map(({ name }) => name),
  };
}

/** Two states of the book told apart: where who died in between, most often first. */
export function deathsSince(before: readonly Died[], now: readonly Died[]): string {
  const known = new Map(before.map(({ service, name, deaths }) => [`${service} ${name}`, deaths]));
  return now
    .map(({ service, name, deaths }) => {
      const where = `${service} ${name}`;
      return { where, count: deaths - (known.get(where) ?? 0) };
    })
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count)
    .map(({ where, count }) => `${count} × ${where}`)
    .join(", ");
}
