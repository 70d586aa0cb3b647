import type { Blow } from "../ledger/record.ts";
import { percentile } from "./percentile.ts";

export interface Recovery {
  readonly fault: string;
  /** From the moment in which all was put right again until answers took as long as before; undefined: not in this run. */
  readonly seconds: number | undefined;
  /** From the blow. */
  readonly sinceBlow: number | undefined;
}

interface Latency {
  readonly at: number;
  readonly ms: number;
}

const windowMs = 1_000;
const calmWindows = 2;
// Below this nobody feels a difference, and a busy machine makes more.
const floorMs = 500;

/** What p99 may be and still count as normal: twice that of the calm before the first blow. */
export function normalMs(latencies: readonly Latency[], firstBlowAt: number): number {
  const calm = latencies.filter(({ at, ms }) => at + ms < firstBlowAt).map(({ ms }) => ms);
  return Math.max(floorMs, 2 * (percentile(calm, 99) ?? 0));
}

/** Seconds until normal, for each episode: blows that overlap, or come before it was normal again, are one. */
export function recoveriesIn(blows: readonly Blow[], latencies: readonly Latency[]): readonly Recovery[] {
  const first = blows[0];
  if (first === undefined) return [];
  const limit = normalMs(latencies, first.at);
  const bySecond = Map.groupBy(latencies, ({ at }) => Math.floor(at / windowMs));
  const lastSecond = [...bySecond.keys()].reduce((last, second) => Math.max(last, second), -Infinity);
  // A second without messages says nothing of how long they take.
  const calm = new Set(
    [...bySecond]
      .filter(
        ([, all]) =>
          (percentile(
            all.map(({ ms }) => ms),
            99,
          ) ?? Infinity) <= limit,
      )
      .map(([second]) => second),
  );
  const isCalm = (second: number): boolean => calm.has(second);
  const calmFrom = (moment: number): number | undefined => {
    for (let second = Math.ceil(moment / windowMs); second + calmWindows - 1 <= lastSecond; second += 1)
      if (Array.from({ length: calmWindows }, (_, index) => second + index).every(isCalm))
        return second * windowMs;
    return undefined;
  };
  const recoveries: Recovery[] = [];
  for (const { fault, from, healedAt } of episodesOf(blows, calmFrom)) {
    const calmAt = calmFrom(healedAt);
    const seconds = (since: number) => (calmAt === undefined ? undefined : (calmAt - since) / 1_000);
    recoveries.push({ fault, seconds: seconds(healedAt), sinceBlow: seconds(from) });
  }
  return recoveries;
}

interface Episode {
  readonly fault: string;
  readonly from: number;
  readonly healedAt: number;
}

function episodesOf(
  blows: readonly Blow[],
  calmFrom: (moment: number) => number | undefined,
): readonly Episode[] {
  const episodes: Episode[] = [];
  const hurt = new Map<string, number>();
  let current: Episode | undefined;
  for (const { type, fault, target, at } of blows) {
    const key = `${fault} ${target}`;
    if (type === "struck") {
      const calmAt = current === undefined || hurt.size > 0 ? undefined : calmFrom(current.healedAt);
      if (current !== undefined && calmAt !== undefined && calmAt <= at) {
        episodes.push(current);
        current = undefined;
      }
      hurt.set(key, at);
      const faults = new Set([...(current?.fault.split(" + ") ?? []), fault]);
      current = { fault: [...faults].join(" + "), from: current?.from ?? at, healedAt: at };
    } else if (current !== undefined) {
      hurt.delete(key);
      current = { ...current, healedAt: at };
    }
  }
  return current === undefined ? episodes : [...episodes, current];
}
