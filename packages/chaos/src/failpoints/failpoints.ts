import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "@careline/local/storm/chance";
import { type Outcome, problemsIn } from "../check/outcome.ts";
import { playFaults } from "../play-faults.ts";
import { type Session, type SessionPlan, startSession } from "../session.ts";
import { dieAt } from "./die-at.ts";
import { findPoints, type Point } from "./find-points.ts";
import { roundsOf, timesEach } from "./rounds.ts";

export interface FailpointPlan extends SessionPlan {
  readonly tree: string;
  readonly times: number;
  /** Only places whose name, or service, contains this. */
  readonly only: string;
}

export interface PointReport extends Point {
  readonly wanted: number;
  readonly deaths: number;
}

export interface FailpointReport {
  readonly points: readonly PointReport[];
  /** What the ledger told after a round and had not told before, with the places of that round. */
  readonly problems: readonly string[];
  readonly outcome: Outcome;
}

// Which passing of a place it dies at: the first ones are often still about starting.
const passingsMax = 12;

/**
 * One house under load. In each round every service dies at a place of its own, again and again; after it the ledger is
 * looked at. Faults of the plan go on all the while: without garbage nothing would ever be parked.
 */
export async function failpoints(plan: FailpointPlan): Promise<FailpointReport> {
  const { tree, times, only, say } = plan;
  const points = findPoints(tree).filter(({ name, service }) => `${service} ${name}`.includes(only));
  const names = new Set(points.map(({ name }) => name));
  say(`${names.size} places, ${points.length} with the services that may pass them`);
  const wanted = timesEach(points, times);
  const session = await startSession(plan);
  try {
    const faults = playFaults(plan, session);
    const reports: PointReport[] = [];
    const problems: string[] = [];
    let known: readonly string[] = [];
    for (const [index, round] of roundsOf(points).entries()) {
      const chance = chanceFrom(plan.seed + 100 + index);
      const died = await Promise.all(
        round.map(async (point) => {
          const each = wanted(point);
          return { ...point, wanted: each, deaths: await dieOften(session, point, each, chance) };
        }),
      );
      reports.push(...died);
      for (const { service, name, deaths } of died)
        say(`${`${service} ${name}`.padEnd(56)}${deaths === 0 ? "not reached" : `died ${deaths} times`}`);
      if (died.every(({ deaths }) => deaths === 0)) continue;
      const now = problemsIn(await session.look());
      const fresh = now.filter((problem) => !known.includes(problem));
      known = now;
      for (const problem of fresh) say(`  ✗ ${problem}`);
      problems.push(...fresh.map((problem) => `${problem} after ${died.map(({ name }) => name).join(", ")}`));
    }
    await faults.end();
    await pause(2_000);
    return { points: reports, problems, outcome: await session.finish() };
  } finally {
    await session.stop();
  }
}

async function dieOften(
  { house, watch }: Session,
  point: Point,
  times: number,
  chance: () => number,
): Promise<number> {
  let deaths = 0;
  for (let time = 0; time < times; time += 1) {
    const passing = time === 0 ? 1 : 1 + Math.floor(chance() * passingsMax);
    if ((await dieAt(house, watch, point, passing)) === "died there") deaths += 1;
    else if (deaths === 0) break;
  }
  return deaths;
}
