import { Fault } from "@careline/faults";
import { readArgs, usage } from "./args.ts";
import { leaveOnSignals } from "./core/end.ts";
import { describeBaseline, nextBaseline, readBaseline, writeBaseline } from "./core/gate.ts";
import { storedResults } from "./core/results.ts";
import { writeDocs } from "./report/write-docs.ts";
import { runSuites } from "./run-suites.ts";
import { stopSharedStack } from "./stack/real-stack.ts";
import { describeSuites } from "./suites.ts";

leaveOnSignals();
try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof Fault && error.kind === "invalid")) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
} finally {
  await stopSharedStack();
}

async function main(): Promise<boolean> {
  const args = readArgs(process.argv.slice(2));
  if (args.help) return told(usage);
  if (args.list) return told(describeSuites());
  if (args.writeDocs) return told(`wrote ${writeDocs(storedResults())}`);
  if (args.writeBaseline) {
    const stored = storedResults();
    writeBaseline(nextBaseline(readBaseline(), stored, args.profile));
    return told(`wrote packages/bench/baseline.json\n${describeBaseline(stored, args.profile)}`);
  }
  return runSuites(args);
}

function told(text: string): true {
  console.log(text);
  return true;
}
