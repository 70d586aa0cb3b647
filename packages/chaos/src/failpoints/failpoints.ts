import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "@careline/local/storm/chance";
import { type Outcome, problemsIn } from "../check/outcome.ts";
import type { Mortal } from "../house/replica.ts";
import { playFaults } from "../play-faults.ts";
import { type SessionPlan, startSession } from "../session.ts";
import { readBook, writeBook } from "./book-file.ts";
import { type Book, openBook, type PointReport } from "./book.ts";
import { caretaker, caretakerPoints } from "./caretaker.ts";
import { findPoints, type Point } from "./find-points.ts";
import { leadsWith } from "./leads.ts";
import { coverageOf, deathsSince } from "./order.ts";
import { playStimuli } from "./stimuli.ts";
import { walk } from "./walk.ts";
import { passes } from "./who-passes.ts";

export interface FailpointPlan extends SessionPlan {
  readonly tree: string;
  readonly times: number;
  /** Ends after the plan's minutes, whatever is left to do. */
  readonly isTimed: boolean;
  /** Only places whose service and name contain this, or one of several with commas between. */
  readonly only: string;
  /** Where it is kept who died where, so that several runs add up. */
  readonly bookFile?: string | undefined;
}

export interface FailpointReport {
  readonly points: readonly PointReport[];
  /** What the ledger told at a look and had not told before, with the deaths since the look before. */
  readonly problems: readonly string[];
  readonly outcome: Outcome;
}

const calmMs = 5_000;
const lookEveryMs = 480_000;
const tellEveryMs = 30_000;

/**
 * One house under load, in which every service dies at one of its places after the other. Every few minutes all live for a
 * moment, and the ledger is looked at. Faults of the plan go on all the while: without garbage nothing would ever be parked.
 */
export async function failpoints(plan: FailpointPlan): Promise<FailpointReport> {
  const { times, seed, say, bookFile } = plan;
  const points = pointsOf(plan);
  const book = openBook(points, times, chanceOfEach(points, seed), readBook(bookFile));
  const { total, deaths, often } = coverageOf(book.reports(), times);
  say(`${total} places, ${points.length} with those who may pass them`);
  if (deaths > 0) say(`${deaths} deaths by earlier runs, ${often} places had ${times} or more`);
  const session = await startSession(plan);
  try {
    await pause(calmMs);
    const faults = playFaults(plan, session);
    const stimuli = await playStimuli(session, plan.people, seed + 50);
    const { watch, house } = session;
    const leadTo = leadsWith(session);
    const keeper = await caretaker(house, watch.onEnd);
    const hasKeeper = points.some(({ service }) => service === keeper.service);
    const all = [...house.replicas, ...(hasKeeper ? [keeper] : [])];
    const problems: string[] = [];
    let known: readonly string[] = [];
    let before = book.reports();
    const endAt = plan.isTimed ? Date.now() + plan.minutes * 60_000 : Number.POSITIVE_INFINITY;
    for (let until = 0; until < endAt;) {
      until = Math.min(endAt, Date.now() + lookEveryMs);
      const stopTelling = tellOf(book, plan);
      const visits = await Promise.all(all.map((one) => walk(one, watch, book, leadTo, until)));
      stopTelling();
      if (visits.every((count) => count === 0)) break;
      const died = deathsSince(before, book.reports());
      before = book.reports();
      stimuli.rest();
      const now = problemsIn(await session.look());
      stimuli.goOn();
      const fresh = now.filter((problem) => !known.includes(problem));
      known = now;
      say(
        fresh.length === 0 ? "looked at the ledger: nothing new" : `  ✗ ${fresh.join("; ")}, after ${died}`,
      );
      problems.push(...fresh.map((problem) => `${problem}, after ${died}`));
      // What came before a finding, or after it, is no clean death.
      if (problems.length === 0) writeBook(bookFile, before);
    }
    keeper.isWanted = false;
    keeper.signal("SIGTERM");
    await stimuli.end();
    await faults.end();
    await keeper.gone();
    await pause(calmMs);
    return { points: book.reports(), problems, outcome: await session.finish() };
  } finally {
    await session.stop();
  }
}

function pointsOf({ tree, only, faults }: FailpointPlan): readonly Point[] {
  const found = findPoints(tree);
  const words = only.split(",");
  const all = [...found, ...caretakerPoints(found)].filter((point) => passes(point, faults));
  return all.filter(({ name, service }) => words.some((word) => `${service} ${name}`.includes(word)));
}

function chanceOfEach(points: readonly Point[], seed: number): (service: Mortal) => () => number {
  const services = [...new Set(points.map(({ service }) => service))];
  const chances = new Map(services.map((service, index) => [service, chanceFrom(seed + 100 + index)]));
  return (service) => chances.get(service) ?? (() => 0);
}

/** Says now and then how far it is, and how fast. */
function tellOf(book: Book, { times, say }: FailpointPlan): () => void {
  const startedAt = Date.now();
  const deathsAtStart = coverageOf(book.reports(), times).deaths;
  const timer = setInterval(() => {
    const { total, reached, often, deaths } = coverageOf(book.reports(), times);
    const perMinute = ((deaths - deathsAtStart) / (Date.now() - startedAt)) * 60_000;
    const places = `${reached} of ${total} places reached, ${often} at least ${times} times`;
    say(`${deaths} deaths, ${perMinute.toFixed(0)} a minute; ${places}`);
  }, tellEveryMs);
  return () => clearInterval(timer);
}
