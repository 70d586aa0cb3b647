import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "@careline/faults";
import { type Args, readArgs, usage } from "./args.ts";
import { problemsOf } from "./check/outcome.ts";
import { faultsNamed } from "./faults/index.ts";
import { printOutcome } from "./print.ts";
import { run } from "./run.ts";

const startedAt = performance.now();
const out = (line: string): void => console.log(line);
const say = (line: string): void =>
  out(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

// Their own exit: what was started ends with this process.
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
  const data = args.data ?? mkdtempSync(join(tmpdir(), "careline-chaos-"));
  const seed = args.seed ?? randomInt(1_000_000);
  const people = args.people ?? Math.max(30, Math.round(args.rate * 20));
  say(`seed ${seed}, data in ${data}`);
  const outcome = await run({ ...args, data, seed, people, faults, say });
  out("");
  printOutcome(outcome, out);
  const isClean = problemsOf(outcome).length === 0;
  if (isClean && args.data === undefined && !args.keep) rmSync(data, { recursive: true, force: true });
  out(isClean ? "\nas promised" : `\nnot as promised; data in ${data}`);
  return isClean ? 0 : 1;
}
