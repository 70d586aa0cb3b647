import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A run that once was not as promised: it is played again before every long run, and in the short form if it is short. */
export interface Regression {
  readonly seed: number;
  readonly minutes: number;
  readonly rate: number;
  readonly clinics: number;
  readonly apart: number;
  readonly people: number;
  readonly faults: readonly string[];
  readonly brokers: 1 | 3;
  readonly databases: 1 | 3;
  readonly replicas: number;
  /** What was wrong then. */
  readonly was: string;
}

const file = fileURLToPath(new URL("../regressions.json", import.meta.url));

export function readRegressions(): readonly Regression[] {
  return JSON.parse(readFileSync(file, "utf8")) as readonly Regression[];
}

/** Keeps a run, once. */
export function rememberRegression(regression: Regression): void {
  const known = readRegressions();
  if (known.some((one) => commandOf(one) === commandOf(regression))) return;
  writeFileSync(file, `${JSON.stringify([...known, regression], undefined, 2)}\n`);
}

/** The command line that plays a run again. */
export function commandOf(run: Omit<Regression, "was">): string {
  const { seed, minutes, rate, clinics, apart, people, faults, brokers, databases, replicas } = run;
  const names = faults.length === 0 ? "none" : faults.join(",");
  const stack = `--brokers ${brokers} --databases ${databases} --replicas ${replicas}`;
  return `npm run chaos -- --seed ${seed} --minutes ${minutes} --rate ${rate} --clinics ${clinics} --apart ${apart} --people ${people} --faults ${names} ${stack}`;
}
