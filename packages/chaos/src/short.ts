import { join } from "node:path";
import { canaryIsWell } from "./canary.ts";
import { plantedControls } from "./controls.ts";
import { problemsOf } from "./check/outcome.ts";
import { runEmbedded } from "./embedded.ts";
import { faultsNamed } from "./faults/index.ts";
import { hasMutants, runMutants } from "./mutants-port.ts";
import { printOutcome } from "./print.ts";
import { readRegressions } from "./regressions.ts";
import { run } from "./run.ts";
import { ledgerFiles, type SessionPlan } from "./session.ts";

export interface ShortPlan {
  readonly data: string;
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly out: (line: string) => void;
}

// Longer ones are played again before every long run.
const briefMinutes = 0.5;

/** What CI runs: both stacks, every planted control, old failures that show soon, two bugs. Each line of the answer is a problem. */
export async function runShort({ data, seed, say, out }: ShortPlan): Promise<readonly string[]> {
  const problems: string[] = [];
  say("the embedded house");
  if (!(await runEmbedded({ data, seed, conversations: 60, kills: 2, say })))
    problems.push("the embedded house was not as promised");
  const brief = readRegressions().filter(({ minutes }) => minutes <= briefMinutes);
  for (const [index, { was, faults, ...old }] of brief.entries()) {
    say(`an old failure again: ${was}`);
    const folder = join(data, `regression-${index + 1}`);
    const outcome = await run({ ...old, faults: faultsNamed(faults), data: folder, say });
    problems.push(...problemsOf(outcome).map((problem) => `regression ${index + 1}: ${problem}`));
  }
  say("five processes on a real Kafka and a real MongoDB");
  const plan: SessionPlan = {
    ...{
      seed,
      minutes: 0.5,
      rate: 10,
      clinics: 2,
      apart: 0,
      people: 60,
      brokers: 1,
      databases: 1,
      replicas: 1,
      say,
    },
    data: join(data, "real"),
    faults: faultsNamed(["kill-service", "kill-primary", "webhooks"]),
  };
  const outcome = await run(plan);
  printOutcome(outcome, out);
  problems.push(...problemsOf(outcome));
  if (!canaryIsWell(outcome.canary)) problems.push("the canary scan does not find what was planted");
  const controls = await plantedControls(ledgerFiles(plan.data));
  for (const { what, isFound } of controls) {
    out(`${isFound ? "found " : "MISSED"} ${what}`);
    if (!isFound) problems.push(`the checker does not see ${what}`);
  }
  if (!hasMutants()) return problems;
  const mutants = await runMutants({ fastOnly: true, seed, data: join(data, "mutants"), say });
  out(`mutants ${mutants.caught} of ${mutants.planted} caught`);
  return [...problems, ...mutants.survivors.map((name) => `the mutant ${name} survived`)];
}
