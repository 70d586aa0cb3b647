import type { Mortal } from "../house/replica.ts";
import { type Died, type Order, roundsOf, shortOf, timesEach } from "./order.ts";
import type { Point } from "./find-points.ts";

/** What a service is to do next: die at a place, at its n-th passing. */
export interface Visit extends Point {
  readonly passing: number;
  /** Has somebody of this service died there before? Then it is worth a longer wait. */
  readonly isKnown: boolean;
}

export interface PointReport extends Died {
  readonly wanted: number;
}

/** Who died where how often, and where each service goes next. Two services may be asked and told at once. */
export interface Book {
  /** Undefined: this service has nothing left to do, for now. */
  next(service: Mortal): Visit | undefined;
  note(visit: Visit, isReached: boolean): void;
  /** Has it done more of its part than another that is not ready yet? Then it rests, and the machine is the other's. */
  isAhead(service: Mortal): boolean;
  reports(): readonly PointReport[];
}

interface Page extends PointReport {
  deaths: number;
  /** Fewer where more were waited for in vain. */
  passingsMax: number;
  isFirstNext: boolean;
  /** How often in a row nobody came by, not even once. */
  missed: number;
}

const passingsMax = 12;
const aheadMax = 0.05;
// Where somebody has died before, they will again: what leads there may just be rare at the moment.
const triesMax = { known: 8, unknown: 3 } as const;

/**
 * Every service dies at each of its places so often that all services together come to `times`. Places take turns, in an
 * order by chance, so that the deaths of each are spread over the run. What was not reached is tried again at the end, and
 * what one service did not come to, another takes over that can. `before`: who died where in earlier runs.
 */
export function openBook(
  points: readonly Point[],
  times: number,
  chanceOf: Order["chanceOf"],
  before: readonly Died[] = [],
): Book {
  const wanted = timesEach(points, times);
  const pages = points.map((point): Page => {
    const { name, service } = point;
    const fresh = { wanted: wanted(point), deaths: 0, passingsMax, isFirstNext: true, missed: 0 };
    return { ...fresh, ...before.find((page) => page.name === name && page.service === service), ...point };
  });
  const stillWanted = (page: Page): number =>
    Math.max(0, Math.min(page.wanted - page.deaths, shortOf(pages, page.name, times)));
  const lists = new Map<Mortal, Page[]>();
  for (const [service, own] of Map.groupBy(pages, (page) => page.service))
    lists.set(service, roundsOf(own, stillWanted, chanceOf(service)));

  const isGivenUp = ({ deaths, missed }: Page): boolean =>
    missed >= (deaths > 0 ? triesMax.known : triesMax.unknown);
  /** All that a service can still do: where it has died before, what is missing; elsewhere, one more try. */
  const refill = (service: Mortal): Page[] => {
    const left = (page: Page): number => {
      if (isGivenUp(page)) return 0;
      const pending = [...lists.values()].flat().filter(({ name }) => name === page.name).length;
      const short = shortOf(pages, page.name, times) - pending;
      return page.deaths > 0 ? Math.max(0, short) : Math.min(1, Math.max(0, short));
    };
    const own = pages.filter((page) => page.service === service);
    return roundsOf(own, left, chanceOf(service));
  };
  /** What it has done of what was on its list and is, from 0 to 1; undefined when nothing is left. */
  const doneOf = (service: Mortal): number | undefined => {
    const left = lists.get(service)?.length ?? 0;
    const done = sumOf(pages.filter((page) => page.service === service));
    return left === 0 ? undefined : done / (done + left);
  };
  const drop = (page: Page): void => {
    const rest = (lists.get(page.service) ?? []).filter((other) => other !== page);
    lists.set(page.service, rest);
  };
  return {
    next(service) {
      if (lists.get(service)?.length === 0) lists.set(service, refill(service));
      const page = lists.get(service)?.shift();
      if (page === undefined) return undefined;
      const { name, deaths, isFirstNext } = page;
      const passing = isFirstNext ? 1 : 1 + Math.floor(chanceOf(service)() * page.passingsMax);
      return { name, service, passing, isKnown: deaths > 0 };
    },
    note({ name, service, passing }, isReached) {
      const page = pages.find((one) => one.name === name && one.service === service);
      if (page === undefined) return;
      page.isFirstNext = !isReached;
      if (isReached) {
        page.deaths += 1;
        page.missed = 0;
      } else if (passing > 1) {
        // Passed too rarely for so many: this death is made up for with the others of the last round.
        page.passingsMax = Math.max(1, Math.floor(passing / 3));
        lists.get(service)?.push(page);
      } else {
        page.missed += 1;
        if (page.deaths === 0 || isGivenUp(page)) drop(page);
      }
    },
    isAhead(service) {
      const others = [...lists.keys()].flatMap((other) => doneOf(other) ?? []);
      return (doneOf(service) ?? 0) > Math.min(1, ...others) + aheadMax;
    },
    reports: () =>
      pages.map((page) => ({
        ...{ name: page.name, service: page.service, wanted: page.wanted },
        ...{ deaths: page.deaths, passingsMax: page.passingsMax },
      })),
  };
}

function sumOf(pages: readonly Page[]): number {
  return pages.reduce((sum, { deaths }) => sum + deaths, 0);
}
