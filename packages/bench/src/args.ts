import { parseArgs } from "node:util";
import { Fault } from "@careline/faults";
import { type Profile, profiles } from "./suite.ts";
import { type SuiteName, suiteNames } from "./suites.ts";

export interface Args {
  readonly suites: readonly SuiteName[] | undefined;
  readonly profile: Profile;
  readonly against: readonly string[] | undefined;
  readonly gate: boolean;
  readonly writeDocs: boolean;
  readonly writeBaseline: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench -- [options]

  --suite a,b        which suites; absent: all
  --profile P        smoke (a minute for a suite at most), quick (the default), full (what gets published)
  --against a,b      which yardsticks, where a suite has several; absent: all
  --gate             fail when a ratio falls more than 25 % under packages/bench/baseline.json twice in a row
  --write-baseline   the medians of the newest five stored results of this profile are the new baseline; runs nothing
  --write-docs       docs/performance.md and its pictures, from the newest stored result of each suite; runs nothing
  --list             the suites, and what each measures
  --help             this
`;

export function readArgs(argv: readonly string[]): Args {
  const { values } = parsed(argv);
  const profile = profiles.find((one) => one === (values.profile ?? "quick"));
  if (profile === undefined) throw new Fault("invalid", `--profile: one of ${profiles.join(", ")}`);
  const suites = listed(values.suite)?.map((wished) => {
    const found = suiteNames.find((name) => name === wished);
    if (found === undefined)
      throw new Fault("invalid", `--suite ${wished}: there is ${suiteNames.join(", ")}`);
    return found;
  });
  return {
    suites,
    profile,
    against: listed(values.against),
    gate: values.gate ?? false,
    writeDocs: values["write-docs"] ?? false,
    writeBaseline: values["write-baseline"] ?? false,
    list: values.list ?? false,
    help: values.help ?? false,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        suite: { type: "string" },
        profile: { type: "string" },
        against: { type: "string" },
        gate: { type: "boolean" },
        "write-baseline": { type: "boolean" },
        "write-docs": { type: "boolean" },
        list: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new Fault("invalid", error instanceof Error ? error.message : "wrong options");
  }
}

function listed(text: string | undefined): string[] | undefined {
  return text
    ?.split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
