import { chanceFrom } from "@careline/local/storm/chance";
import { expect, test } from "vitest";
import { openBook, type Book, type Visit } from "./book.ts";

const own = { name: "own", service: "gateway" } as const;
const shared = { name: "shared", service: "gateway" } as const;
const elsewhere = { name: "shared", service: "scheduling" } as const;

function bookOf(points: Parameters<typeof openBook>[0], times: number): Book {
  const chances = new Map(points.map(({ service }, index) => [service, chanceFrom(index)]));
  return openBook(points, times, (service) => chances.get(service) ?? chanceFrom(9));
}

/** Lets a service do all that it is told; gives what that was. */
function walk(book: Book, service: Visit["service"], isReached: (visit: Visit) => boolean): Visit[] {
  const visits: Visit[] = [];
  for (let visit = book.next(service); visit !== undefined; visit = book.next(service)) {
    visits.push(visit);
    book.note(visit, isReached(visit));
  }
  return visits;
}

test("a service dies at each place as often as wanted, first at its first passing, then at any of twelve", () => {
  const book = bookOf([own, { ...own, name: "other" }], 40);
  const visits = walk(book, "gateway", () => true);
  expect(book.reports().map(({ deaths }) => deaths)).toEqual([40, 40]);
  const passings = visits.filter(({ name }) => name === "own").map(({ passing }) => passing);
  expect(passings[0]).toBe(1);
  expect(Math.min(...passings.slice(1))).toBe(1);
  expect(Math.max(...passings)).toBe(12);
});

test("where the tenth passing never comes, the first one does, and all deaths are had", () => {
  const book = bookOf([own], 10);
  const visits = walk(book, "gateway", ({ passing }) => passing <= 3);
  expect(book.reports()[0]?.deaths).toBe(10);
  const missed = visits.flatMap(({ passing }, index) => (passing > 3 ? index : []));
  expect(missed.length).toBeGreaterThan(0);
  expect(missed.every((index) => visits.slice(index + 1).some(({ passing }) => passing === 1))).toBe(true);
});

test("a place that nobody comes by is tried three times, the last ones at the end", () => {
  const book = bookOf([own, { ...own, name: "far" }], 5);
  const names = walk(book, "gateway", ({ name }) => name === "own").map(({ name }) => name);
  expect(names.filter((name) => name === "far")).toHaveLength(3);
  expect(names.slice(-2)).toEqual(["far", "far"]);
  expect(book.reports().map(({ deaths }) => deaths)).toEqual([5, 0]);
});

test("where somebody has died before, it is tried eight times in a row until it is given up", () => {
  const dryUntil = (end: number) => {
    const book = openBook([own], 20, () => chanceFrom(1), [{ ...own, deaths: 1 }]);
    let visit = 0;
    walk(book, "gateway", () => (visit += 1) > end);
    return { visits: visit, deaths: book.reports()[0]?.deaths };
  };
  expect(dryUntil(5).deaths).toBe(20);
  expect(dryUntil(Infinity)).toEqual({ visits: 8, deaths: 1 });
});

test("what one service cannot reach, another that can dies for", () => {
  const book = bookOf([shared, elsewhere], 6);
  walk(book, "gateway", () => false);
  walk(book, "scheduling", () => true);
  expect(book.reports().map(({ deaths }) => deaths)).toEqual([0, 6]);
});

test("nobody takes over what is still on another's list", () => {
  const book = bookOf([shared, elsewhere], 6);
  const visits = [walk(book, "gateway", () => true), walk(book, "scheduling", () => true)].flat();
  expect(visits).toHaveLength(6);
});

test("what died in earlier runs is not asked for again, whoever died for it", () => {
  const before = [
    { ...own, deaths: 4 },
    { ...elsewhere, deaths: 6 },
  ];
  const book = openBook([own, shared, elsewhere], 6, () => chanceFrom(1), before);
  const visits = [walk(book, "gateway", () => true), walk(book, "scheduling", () => true)].flat();
  expect(visits.map(({ name }) => name)).toEqual(["own", "own"]);
  expect(book.reports().map(({ deaths }) => deaths)).toEqual([6, 0, 6]);
});

test("what an earlier run has learnt of passings need not be learnt again", () => {
  const before = [{ ...own, deaths: 1, passingsMax: 2 }];
  const book = openBook([own], 30, () => chanceFrom(1), before);
  const passings = walk(book, "gateway", () => true).map(({ passing }) => passing);
  expect(passings).toHaveLength(29);
  expect(Math.max(...passings)).toBe(2);
});

test("whoever is ahead of another rests until that one has come as far, or has nothing left to do", () => {
  const book = bookOf([own, elsewhere], 20);
  const die = (service: Visit["service"], times: number): void => {
    for (let time = 0; time < times; time += 1) {
      const visit = book.next(service);
      if (visit !== undefined) book.note(visit, true);
    }
  };
  expect([book.isAhead("gateway"), book.isAhead("scheduling")]).toEqual([false, false]);
  die("gateway", 3);
  expect([book.isAhead("gateway"), book.isAhead("scheduling")]).toEqual([true, false]);
  die("scheduling", 2);
  expect(book.isAhead("gateway")).toBe(false);
  die("gateway", 15);
  expect(book.isAhead("gateway")).toBe(true);
  die("scheduling", 18);
  expect(book.isAhead("gateway")).toBe(false);
});
