import { encoded, msAt } from "../core/histogram.ts";
import type { Check, Curve, Latencies, Profile, Row, Suite } from "../suite.ts";
import { sharedStack } from "../stack/real-stack.ts";
import { drainInRounds } from "./drain-in-rounds.ts";
import { exactly } from "./exactly.ts";
import { lateness } from "./lateness.ts";
import { peerNames } from "./peers.ts";
import { schedulerOn } from "../stack/scheduler.ts";

interface Sizes {
  readonly due: number;
  readonly rounds: number;
  readonly stored: readonly number[];
  readonly seconds: number;
  readonly kills: number;
}

const sizes: Readonly<Record<Profile, Sizes>> = {
  smoke: { due: 4_000, rounds: 1, stored: [10_000], seconds: 4, kills: 0 },
  quick: { due: 20_000, rounds: 3, stored: [10_000, 100_000], seconds: 15, kills: 2 },
  full: { due: 50_000, rounds: 5, stored: [10_000, 100_000, 1_000_000], seconds: 30, kills: 4 },
};
const perSecond = 200;

/** Reminders as rows: how fast those that are due get to the send queue, how late they are, and whether all are. */
export const remindersSuite: Suite = async ({ profile, say, against = peerNames }) => {
  const stack = await sharedStack();
  if (stack === undefined)
    return { rows: [], checks: [], notes: ["reminders: no real stack, nothing measured"] };
  const { due, rounds, stored, seconds, kills } = sizes[profile];
  const rows: Row[] = [];
  const checks: Check[] = [];
  const latencies: Latencies[] = [];

  const draining = await drainInRounds(stack, { due, rounds, against, say });
  rows.push(...draining.rows);
  checks.push(...draining.checks);

  const points: [number, number][] = [];
  for (const count of stored) {
    const scheduler = await schedulerOn(stack);
    const seen = await lateness(scheduler, stack, { stored: count, perSecond, seconds, kills: 0 });
    await scheduler.close();
    const name = `reminder, ${count.toLocaleString("en")} stored`;
    const p99 = msAt(seen.histogram, 99);
    points.push([count, p99]);
    latencies.push(encoded(name, seen.histogram));
    rows.push({
      name: `${name}: late, p99`,
      unit: "ms",
      value: p99,
      n: seen.due,
      goal: "≤ 500 with 1 M stored",
    });
    checks.push(exactly(`${name}: each arrives`, 0, seen.missed));
    say(`${name}: p50 ${msAt(seen.histogram, 50)} ms, p99 ${p99} ms late`);
  }

  if (kills > 0) {
    const scheduler = await schedulerOn(stack);
    const seen = await lateness(scheduler, stack, { stored: 0, perSecond, seconds, kills });
    await scheduler.close();
    checks.push(exactly(`each arrives, with ${kills} × kill -9`, 0, seen.missed));
    rows.push({
      name: `reminder, ${kills} × kill -9: late, p99`,
      unit: "ms",
      value: msAt(seen.histogram, 99),
      n: seen.due,
    });
    say(`with ${kills} kills: ${seen.missed} missed, ${seen.repeated} records repeated under their own id`);
  }
  const curves: Curve[] = [{ name: "reminder late, p99", unit: "ms", over: "reminders stored", points }];
  return { rows, checks, latencies, curves, notes: draining.notes };
};
