import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SuiteResult } from "../suite.ts";
import { median } from "./race.ts";
import type { StoredResult } from "./results.ts";

/** The medians of ratios, by profile, suite and row. Never an absolute number: those belong to a machine. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Fall {
  readonly name: string;
  readonly ratio: number;
  readonly usual: number;
}

const file = join(import.meta.dirname, "../../baseline.json");
/** A ratio may fall so far under its stored median; what falls further twice in a row fails. */
const tolerated = 0.75;

/** Which ratios fell too far. A row that the baseline does not know is not judged. */
export function fallen({ rows }: SuiteResult, usual: Readonly<Record<string, number>> = {}): readonly Fall[] {
  return rows.flatMap(({ name, ratio }) => {
    const before = usual[name];
    if (before === undefined || ratio === undefined) return [];
    return ratio < before * tolerated ? [{ name, ratio, usual: before }] : [];
  });
}

export function baselineKey(profile: string, suite: string): string {
  return `${profile} ${suite}`;
}

export function readBaseline(): Baseline {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Baseline;
  } catch {
    return {};
  }
}

/** The medians of what is stored for a profile, beside those of other profiles and suites that are kept. */
export function nextBaseline(before: Baseline, stored: readonly StoredResult[], profile: string): Baseline {
  const ratios = new Map<string, Map<string, number[]>>();
  for (const { suite, rows, checks } of stored.filter((one) => one.profile === profile)) {
    if (!checks.every(({ ok }) => ok)) continue;
    const key = baselineKey(profile, suite);
    const ofSuite = ratios.get(key) ?? new Map<string, number[]>();
    ratios.set(key, ofSuite);
    for (const { name, ratio } of rows)
      if (ratio !== undefined && Number.isFinite(ratio))
        ofSuite.set(name, [...(ofSuite.get(name) ?? []), ratio]);
  }
  const rounded = (value: number): number => Number(value.toPrecision(3));
  const fresh = [...ratios].map(([key, ofSuite]) => [
    key,
    Object.fromEntries([...ofSuite].map(([name, values]) => [name, rounded(median(values))])),
  ]);
  return { ...before, ...(Object.fromEntries(fresh) as Baseline) };
}

export function writeBaseline(baseline: Baseline): void {
  writeFileSync(file, `${JSON.stringify(baseline, undefined, 2)}\n`);
}
