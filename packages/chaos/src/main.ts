import { randomInt } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "@careline/faults";
import { type Args, readArgs, usage } from "./args.ts";
import { problemsOf } from "./check/outcome.ts";
import { runEmbedded } from "./embedded.ts";
import { failpoints } from "./failpoints/failpoints.ts";
import { printPoints } from "./failpoints/print-points.ts";
import { faultsNamed } from "./faults/index.ts";
import { runMutants } from "./mutants-port.ts";
import { printOutcome } from "./print.ts";
import { commandOf, readRegressions, rememberRegression } from "./regressions.ts";
import { run } from "./run.ts";
import type { SessionPlan } from "./session.ts";
import { runShort } from "./short.ts";

const startedAt = performance.now();
const out = (line: string): void => console.log(line);
const say = (line: string): void =>
  out(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
const tree = fileURLToPath(new URL("../../..", import.meta.url));
// From so many minutes on, old failures are played first.
const longMinutes = 5;

// What was started ends with this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

try {
  process.exit(await chaos(readArgs(process.argv.slice(2))));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  console.error(`careline: ${error.message}`);
  process.exit(error.kind === "invalid" ? 2 : 1);
}

async function chaos(args: Args): Promise<number> {
  if (args.help) {
    out(usage());
    return 0;
  }
  const faults = faultsNamed(args.faults);
  for (const { name, cannot } of faults) {
    const reason = cannot?.();
    if (reason !== undefined) say(`${name} is skipped: ${reason}`);
  }
  const data = args.data ?? mkdtempSync(join(tmpdir(), "careline-chaos-"));
  mkdirSync(data, { recursive: true });
  const seed = args.seed ?? randomInt(1_000_000);
  const people = args.people ?? Math.max(30, Math.round(args.rate * 20));
  const { minutes, rate, clinics, apart, brokers, databases, replicas } = args;
  const plan: SessionPlan = {
    ...{ data, seed, minutes, rate, clinics, apart, people, brokers, databases, replicas, say },
    faults: faults.filter(({ cannot }) => cannot?.() === undefined),
  };
  say(`seed ${seed}, data in ${data}`);
  const problems = await play(args, plan);
  if (problems.length === 0 && args.data === undefined && !args.keep)
    rmSync(data, { recursive: true, force: true });
  out(problems.length === 0 ? "\nas promised" : `\nnot as promised; data in ${data}`);
  return problems.length === 0 ? 0 : 1;
}

async function play(args: Args, plan: SessionPlan): Promise<readonly string[]> {
  const { data, seed } = plan;
  if (args.short) return told(await runShort({ data, seed, say, out }));
  if (args.embedded) {
    const isWell = await runEmbedded({ data, seed, conversations: 200, kills: 4, say });
    return isWell ? [] : told([`the embedded house was not as promised: seed ${seed}`]);
  }
  switch (args.command) {
    case "failpoints":
      return playFailpoints(args, plan);
    case "mutants": {
      const report = await runMutants({ fastOnly: false, only: args.only, seed, data, say });
      out(`${report.caught} of ${report.planted} planted bugs caught`);
      return told(report.survivors.map((name) => `the mutant ${name} survived`));
    }
    case "run":
      return playRuns(args, plan);
  }
}

async function playRuns(args: Args, plan: SessionPlan): Promise<readonly string[]> {
  const problems: string[] = [];
  const old = plan.minutes < longMinutes ? [] : readRegressions();
  for (const [index, { was, faults, ...rest }] of old.entries()) {
    say(`an old failure again: ${was}`);
    const again = {
      ...rest,
      faults: faultsNamed(faults),
      data: join(plan.data, `regression-${index + 1}`),
      say,
    };
    problems.push(...(await playOne(args, again)));
  }
  return [...problems, ...(await playOne(args, plan))];
}

async function playOne(args: Args, plan: SessionPlan): Promise<readonly string[]> {
  const outcome = await run(plan);
  out("");
  printOutcome(outcome, out);
  const problems = problemsOf(outcome);
  if (problems.length === 0) return problems;
  const again = { ...plan, faults: plan.faults.map(({ name }) => name) };
  out(`again: ${commandOf(again)}`);
  if (args.remember) {
    const { seed, minutes, rate, clinics, apart, people, faults, brokers, databases, replicas } = again;
    const was = problems.join("; ");
    rememberRegression({
      seed,
      minutes,
      rate,
      clinics,
      apart,
      people,
      faults,
      brokers,
      databases,
      replicas,
      was,
    });
  }
  return problems;
}

async function playFailpoints(args: Args, plan: SessionPlan): Promise<readonly string[]> {
  const { times, isTimed, only = "", book: bookFile } = args;
  const report = await failpoints({ ...plan, tree, times, isTimed, only, bookFile });
  out("");
  printOutcome(report.outcome, out);
  printPoints(report.points, times, out);
  return [...told(report.problems), ...problemsOf(report.outcome)];
}

function told(problems: readonly string[]): readonly string[] {
  for (const problem of problems) out(`✗ ${problem}`);
  return problems;
}
