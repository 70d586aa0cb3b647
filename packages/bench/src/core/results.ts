import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchHome } from "../stack/real-stack.ts";
import type { Profile, SuiteResult } from "../suite.ts";
import type { Environment } from "./environment.ts";
import type { Stalls } from "./stall-probe.ts";

/** What a suite found, and where and when. */
export interface StoredResult extends SuiteResult {
  readonly suite: string;
  readonly profile: Profile;
  readonly at: string;
  readonly tookS: number;
  readonly environment: Environment;
  readonly stalls: Stalls;
  readonly servers: { readonly kafka: string; readonly mongo: string };
}

const folder = join(benchHome, "results");

export function storeResult(result: StoredResult): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${result.at.replaceAll(":", "")}-${result.suite}-${result.profile}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 1)}\n`);
  return file;
}

/** All that was stored, oldest first. */
export function storedResults(): readonly StoredResult[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as StoredResult);
}

/** The newest result of each suite; a fuller profile counts more than a later one. */
export function bestResults(all: readonly StoredResult[]): readonly StoredResult[] {
  const weight = { smoke: 0, quick: 1, full: 2 } as const;
  const best = new Map<string, StoredResult>();
  for (const result of all) {
    const before = best.get(result.suite);
    const isPassed = result.checks.every(({ ok }) => ok);
    if (result.rows.length === 0 || !isPassed) continue;
    if (before === undefined || weight[result.profile] >= weight[before.profile])
      best.set(result.suite, result);
  }
  return [...best.values()];
}
