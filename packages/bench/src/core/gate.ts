import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row, SuiteResult } from "../suite.ts";
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

/** A figure may stand beside several yardsticks, and in several units: each of these ratios is one of its own. */
export function rowKey({ name, unit, against = "" }: Row): string {
  return `${name} [${unit}] / ${against}`;
}

/** Which ratios fell too far. A row that the baseline does not know is not judged, nor one without a ratio. */
export function fallen({ rows }: SuiteResult, usual: Readonly<Record<string, number>> = {}): readonly Fall[] {
  return rows.flatMap((row) => {
    const { ratio } = row;
    const name = rowKey(row);
    const before = usual[name];
    if (before === undefined || ratio === undefined || !Number.isFinite(ratio)) return [];
    return ratio < before * tolerated ? [{ name, ratio, usual: before }] : [];
  });
}

/** One bad run may be a neighbour's doing: only what falls twice in a row counts. */
export function fellTwice(first: readonly Fall[], second: readonly Fall[]): readonly Fall[] {
  return second.filter(({ name }) => first.some((before) => before.name === name));
}

export function baselineKey(profile: string, suite: string): string {
  return `${profile} ${suite}`;
}

export function readBaseline(): Baseline {
  // One that cannot be read must not pass for one that judges nothing.
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Baseline) : {};
}

/** So many results of a suite make its medians, the newest ones: older code was another thing to measure. */
const resultsCounted = 5;

/** The medians of what is stored for a profile, beside those of other profiles and suites that are kept. */
export function nextBaseline(before: Baseline, stored: readonly StoredResult[], profile: string): Baseline {
  const fresh = [...counted(stored, profile)].map(([key, results]) => [key, mediansOf(results)] as const);
  return { ...before, ...Object.fromEntries(fresh) };
}

/** How many results are behind the medians of each suite, in words. */
export function describeBaseline(stored: readonly StoredResult[], profile: string): string {
  return [...counted(stored, profile)]
    .map(
      ([key, { length }]) =>
        `${key}: ${length === 1 ? "one result, which is no median" : `${length} results`}`,
    )
    .join("\n");
}

function counted(stored: readonly StoredResult[], profile: string): Map<string, readonly StoredResult[]> {
  const right = stored.filter((one) => one.profile === profile && one.checks.every(({ ok }) => ok));
  const suites = Map.groupBy(right, ({ suite }) => baselineKey(profile, suite));
  return new Map([...suites].map(([key, results]) => [key, results.slice(-resultsCounted)]));
}

function mediansOf(results: readonly StoredResult[]): Readonly<Record<string, number>> {
  const ratios = results.flatMap(({ rows }) =>
    rows.flatMap((row) => (isNumber(row.ratio) ? [{ key: rowKey(row), ratio: row.ratio }] : [])),
  );
  const medians = [...Map.groupBy(ratios, ({ key }) => key)].map(([key, seen]) => {
    return [key, Number(median(seen.map(({ ratio }) => ratio)).toPrecision(3))] as const;
  });
  return Object.fromEntries(medians);
}

// What is no number is stored as null.
function isNumber(ratio: number | undefined): ratio is number {
  return Number.isFinite(ratio);
}

export function writeBaseline(baseline: Baseline): void {
  writeFileSync(file, `${JSON.stringify(baseline, undefined, 2)}\n`);
}
