import { setTimeout as pause } from "node:timers/promises";
import { ratioOf } from "../core/race.ts";
import { sharedStack } from "../stack/real-stack.ts";
import { schedulerOn } from "../stack/scheduler.ts";
import type { Check, Profile, Row, Suite } from "../suite.ts";
import { crowd, type CrowdResult } from "./crowd.ts";
import { type Calendar, calendarOf } from "./double-bookings.ts";
import { rawInserts } from "./raw-inserts.ts";

interface Sizes {
  readonly attempts: number;
  readonly rounds: number;
  readonly contended: number;
  readonly kills: number;
}

const sizes: Readonly<Record<Profile, Sizes>> = {
  smoke: { attempts: 500, rounds: 1, contended: 0, kills: 0 },
  quick: { attempts: 3_000, rounds: 3, contended: 10_000, kills: 3 },
  full: { attempts: 5_000, rounds: 5, contended: 200_000, kills: 20 },
};
const perSlot = 20;
const atOnce = 64;
const tenants = ["clinic_01", "clinic_02", "clinic_03", "clinic_04", "clinic_05"];

/** Many who want the same times: how fast it is decided, and that no time is ever given twice, whatever is killed. */
export const bookingSuite: Suite = async ({ profile, say }) => {
  const stack = await sharedStack();
  if (stack === undefined)
    return { rows: [], checks: [], notes: ["booking: no real stack, nothing measured"] };
  const { attempts, rounds, contended, kills } = sizes[profile];
  const rows: Row[] = [];
  const checks: Check[] = [];
  const ours: number[] = [];
  const raws: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const scheduler = await schedulerOn(stack, tenants.length);
    await scheduler.start();
    const startedAt = performance.now();
    const result = await crowd(scheduler, { attempts, perSlot, atOnce, tenants });
    ours.push((attempts * 1_000) / (performance.now() - startedAt));
    checks.push(...judge("at peace", result, await calendarOf(scheduler.db)));
    await scheduler.close();
    raws.push(await rawInserts(stack, attempts, perSlot, atOnce));
    say(
      `round ${round + 1}/${rounds}: ${Math.round(ours.at(-1) ?? 0)} attempts/s, raw ${Math.round(raws.at(-1) ?? 0)}/s`,
    );
  }
  const { median, range } = ratioOf(ours.map((rate, index) => rate / (raws[index] ?? Number.NaN)));
  rows.push({
    name: `attempts at a time that ${perSlot} want, over gRPC`,
    unit: "1/s",
    value: ours.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN,
    ratio: median,
    range,
    against: "unique inserts of the same ids by the driver, majority",
    n: attempts * rounds,
    goal: "≥ 0.6",
  });

  if (contended > 0) {
    const scheduler = await schedulerOn(stack, tenants.length);
    let child = await scheduler.start();
    let isOver = false;
    const killing = (async () => {
      let killed = 0;
      while (!isOver && killed < kills) {
        await pause(2_000 + 2_000 * Math.random());
        if (isOver) break;
        child.process.kill("SIGKILL");
        child = await scheduler.start();
        killed += 1;
      }
      return killed;
    })();
    const result = await crowd(scheduler, { attempts: contended, perSlot, atOnce, tenants });
    isOver = true;
    const killed = await killing;
    const calendar = await calendarOf(scheduler.db);
    checks.push(
      ...judge(`${contended.toLocaleString("en")} attempts, ${killed} × kill -9`, result, calendar),
    );
    say(
      `${contended} attempts with ${killed} kills: ${calendar.booked.size} visits, ${calendar.doubleBooked} double`,
    );
    rows.push({
      name: "double bookings under kill -9",
      unit: "",
      value: calendar.doubleBooked,
      n: contended,
      goal: "0",
    });
    await scheduler.close();
  }
  return { rows, checks };
};

function judge(when: string, { told, unanswered }: CrowdResult, { booked, doubleBooked }: Calendar): Check[] {
  const lost = [...told.keys()].filter((id) => !booked.has(id)).length;
  const twice = told.size - new Set(told.values()).size;
  return [
    {
      name: `${when}: no time is booked twice`,
      ok: doubleBooked === 0,
      detail: `${doubleBooked} of ${booked.size}`,
    },
    {
      name: `${when}: nobody was told of the same time`,
      ok: twice === 0,
      detail: `${twice} of ${told.size}`,
    },
    {
      name: `${when}: whoever was told has the visit`,
      ok: lost === 0,
      detail: `${lost} of ${told.size} lost`,
    },
    { name: `${when}: every attempt was answered`, ok: unanswered === 0, detail: `${unanswered} unanswered` },
  ];
}
