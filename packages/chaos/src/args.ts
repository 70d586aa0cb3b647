import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Fault } from "@careline/faults";
import { allFaults } from "./faults/index.ts";

export type Command = "run" | "failpoints" | "mutants";

export interface Args {
  readonly command: Command;
  readonly seed: number | undefined;
  readonly minutes: number;
  /** Somebody said how long. */
  readonly isTimed: boolean;
  readonly rate: number;
  readonly faults: readonly string[];
  readonly brokers: 1 | 3;
  readonly databases: 1 | 3;
  readonly replicas: number;
  readonly clinics: number;
  /** Between one blow and the next, in seconds, besides what the fault takes itself. */
  readonly apart: number;
  readonly people: number | undefined;
  readonly times: number;
  readonly only: string | undefined;
  readonly book: string | undefined;
  readonly short: boolean;
  readonly embedded: boolean;
  readonly keep: boolean;
  readonly remember: boolean;
  readonly data: string | undefined;
  readonly help: boolean;
}

export const usage = (): string => `npm run chaos [-- command] [options]

Five services as processes on a Kafka and a MongoDB of their own, under load, while things go wrong; an outside ledger tells
whether anything was lost, said twice or in the wrong order. Exit code 0 only if all is as promised.

commands
  (none)        one run
  failpoints    all services die at their named places, one after the other; the ledger is looked at every few minutes
  mutants       plants bugs in a copy and must find each of them

options
  --seed N          the same faults and the same load again
  --minutes M       how long the load runs (default 1; failpoints: until each place was died at so often)
  --rate R          messages a second (default 20)
  --faults A,B      what goes wrong (default kill-service, for failpoints poison,rotate-shred,other-channels; none: nothing)
  --brokers 1|3     Kafka nodes; 3: each record has three copies and needs two (default 1)
  --databases 1|3   MongoDB nodes (default 1)
  --replicas 1..3   processes of each service (default 1)
  --clinics N       how many clinics, each with a WhatsApp number of its own; a number may do 80 messages a second, in and out
                    together (default one for every 30 messages a second)
  --apart S         seconds more from one kill to the next (kill-service, kill-broker, kill-primary): each recovery is seen by
                    itself (default 0)
  --people N        how many patients write (default 20 times the rate)
  --times N         failpoints: deaths at each place, of all services together (default 20)
  --only WORD       failpoints, mutants: only those whose name contains this (failpoints: or one of several, A,B)
  --book FILE       failpoints: who died where is kept there, and a run with the same file goes on where the last one ended
  --short           what CI runs, in less than four minutes: both stacks and every planted control
  --embedded        one process on the embedded stack instead
  --data DIR        where to keep everything (default a folder in the temporary one, removed after a clean run)
  --keep            keep it after a clean run too
  --remember        a run that is not as promised is added to regressions.json, and played again from then on

faults
${allFaults.map(({ name, what }) => `  ${name.padEnd(16)}${what}`).join("\n")}`;

// Each is answered, and a reminder may come besides: well below the 80 that a number may do.
const perClinic = 30;

/** Reads the command line; Fault("invalid") says in one line what is wrong. */
export function readArgs(argv: readonly string[]): Args {
  const { values, positionals } = parse(argv);
  const [command = "run", ...rest] = positionals;
  if (command !== "run" && command !== "failpoints" && command !== "mutants")
    throw new Fault("invalid", `unknown command "${command}"; there is failpoints and mutants`);
  if (rest.length > 0) throw new Fault("invalid", `one command at a time, not "${rest.join(" ")}" as well`);
  const number = (
    name: "seed" | "minutes" | "rate" | "clinics" | "apart" | "people" | "times",
    low: number,
  ): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isFinite(value) || value < low)
      throw new Fault("invalid", `--${name} takes a number from ${low}`);
    return value;
  };
  // Without garbage nothing is ever parked, without erasure nobody forgotten, without a service for SMS nothing said by it:
  // places that failpoints want to see.
  const names =
    values.faults ?? (command === "failpoints" ? "poison,rotate-shred,other-channels" : "kill-service");
  const rate = number("rate", 0.1) ?? 20;
  return {
    command,
    seed: number("seed", 0),
    minutes: number("minutes", 0.1) ?? 1,
    isTimed: values.minutes !== undefined,
    rate,
    clinics: Math.floor(number("clinics", 1) ?? Math.ceil(rate / perClinic)),
    apart: number("apart", 0) ?? 0,
    faults: names === "none" ? [] : names.split(",").filter((name) => name !== ""),
    brokers: oneOrThree("brokers", values.brokers),
    databases: oneOrThree("databases", values.databases),
    replicas: oneToThree(values.replicas),
    people: number("people", 1),
    times: number("times", 1) ?? 20,
    only: values.only,
    book: pathOf(values.book),
    short: values.short ?? false,
    embedded: values.embedded ?? false,
    keep: values.keep ?? false,
    remember: values.remember ?? false,
    data: pathOf(values.data),
    help: values.help ?? false,
  };
}

const pathOf = (path: string | undefined) => (path === undefined ? undefined : resolve(path));

function oneOrThree(name: string, text = "1"): 1 | 3 {
  if (text === "1") return 1;
  if (text === "3") return 3;
  throw new Fault("invalid", `--${name} takes 1 or 3`);
}

function oneToThree(text = "1"): number {
  if (["1", "2", "3"].includes(text)) return Number(text);
  throw new Fault("invalid", "--replicas takes 1, 2 or 3");
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...{ seed: text, minutes: text, rate: text, faults: text, brokers: text, databases: text },
        ...{
          replicas: text,
          clinics: text,
          apart: text,
          people: text,
          times: text,
          only: text,
          book: text,
          data: text,
        },
        ...{ short: flag, embedded: flag, keep: flag, remember: flag, help: flag },
      },
    });
  } catch (cause) {
    throw new Fault("invalid", cause instanceof Error ? cause.message : "wrong options", { cause });
  }
}
