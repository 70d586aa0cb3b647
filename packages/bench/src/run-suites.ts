import type { Args } from "./args.ts";
import { environment } from "./core/environment.ts";
import { baselineKey, fallen, fellTwice, readBaseline } from "./core/gate.ts";
import { type StoredResult, storeResult } from "./core/results.ts";
import { probeStalls } from "./core/stall-probe.ts";
import { printResult } from "./report/print-result.ts";
import { serverVersions } from "./stack/real-stack.ts";
import { loadSuite, type SuiteName, suiteNames } from "./suites.ts";

const smokeSMost = 60;

/** Runs suites one after the other, stores and prints what each found. False when one was wrong, or fell too far. */
export async function runSuites(args: Args): Promise<boolean> {
  let good = true;
  for (const name of args.suites ?? suiteNames) {
    const result = await runSuite(name, args);
    const isRight = result.checks.every(({ ok }) => ok);
    // Each suite is judged, whatever the others did.
    const isGood = isRight && (!args.gate || (await isAsFast(name, result, args)));
    good &&= isGood;
  }
  return good;
}

async function runSuite(name: SuiteName, { profile, against }: Args): Promise<StoredResult> {
  console.log(`\n${name} (${profile})`);
  const where = environment();
  const startedAt = performance.now();
  const stopProbe = probeStalls();
  const suite = await loadSuite(name);
  const found = await suite({
    profile,
    say: (line) => console.log(`  ${line}`),
    ...(against !== undefined && { against }),
  });
  const result: StoredResult = {
    suite: name,
    profile,
    at: new Date().toISOString(),
    tookS: Math.round((performance.now() - startedAt) / 100) / 10,
    environment: where,
    stalls: stopProbe(),
    servers: serverVersions,
    ...found,
  };
  printResult(result);
  if (profile === "smoke" && result.tookS > smokeSMost)
    console.log(`  took longer than the ${smokeSMost} s that a smoke run may take of a suite`);
  console.log(`  stored in ${storeResult(result)}`);
  return result;
}

/** Did no ratio fall too far, or none a second time? */
async function isAsFast(name: SuiteName, first: StoredResult, args: Args): Promise<boolean> {
  const usual = readBaseline()[baselineKey(args.profile, name)];
  if (usual === undefined)
    console.log(`  gate: no median of ${name} (${args.profile}) is stored, nothing is judged`);
  const suspects = fallen(first, usual);
  if (suspects.length === 0) return true;
  console.log(`  fell too far, so once more: ${suspects.map((fall) => fall.name).join("; ")}`);
  const second = await runSuite(name, args);
  const again = fellTwice(suspects, fallen(second, usual));
  for (const fall of again)
    console.log(`  FELL  ${name}: ${fall.name}: ${fall.ratio.toFixed(2)}, usually ${fall.usual.toFixed(2)}`);
  return again.length === 0 && second.checks.every(({ ok }) => ok);
}
