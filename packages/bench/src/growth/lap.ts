import type { Check } from "../suite.ts";

/** One measured stretch of work on a store. */
export interface Lap {
  /** How much was stored, on the average of the lap. */
  readonly stored: number;
  readonly operations: number;
  readonly serviceMicrosEach: number;
  readonly databaseMicrosEach: number;
}

/** A store that was filled to a size. */
export interface Filled {
  readonly size: number;
  lap(): Promise<Lap>;
  /** What must be so after all laps. */
  check(): Promise<Check>;
  close(): Promise<void>;
}

/** What is looked at as it grows. */
export interface Kind {
  /** One of what is counted: "a message taken". */
  readonly operation: string;
  /** What is stored: "conversations". */
  readonly stored: string;
  fill(size: number): Promise<Filled>;
}

export interface Size {
  readonly size: number;
  readonly laps: readonly Lap[];
}

export interface Grown {
  readonly operation: string;
  readonly stored: string;
  readonly sizes: readonly Size[];
  readonly checks: readonly Check[];
}

/** Fills a store of each size, and measures them in turn, small to large and back, round by round. */
export async function growIn(
  { operation, stored, fill }: Kind,
  sizes: readonly number[],
  rounds: number,
  say: (line: string) => void,
): Promise<Grown> {
  const filled: Filled[] = [];
  try {
    for (const size of sizes) {
      const startedAt = performance.now();
      filled.push(await fill(size));
      const seconds = (performance.now() - startedAt) / 1_000;
      say(`${size.toLocaleString("en")} ${stored}, filled in ${seconds.toFixed(1)} s`);
    }
    const laps = new Map<number, Lap[]>(sizes.map((size) => [size, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const one of round % 2 === 0 ? filled : filled.toReversed()) {
        const lap = await one.lap();
        laps.get(one.size)?.push(lap);
        const [service, database] = [lap.serviceMicrosEach, lap.databaseMicrosEach].map(Math.round);
        say(
          `${operation}, ${one.size.toLocaleString("en")} ${stored}: service ${service}, database ${database}`,
        );
      }
    const checks: Check[] = [];
    for (const one of filled) checks.push(await one.check());
    return { operation, stored, sizes: sizes.map((size) => ({ size, laps: laps.get(size) ?? [] })), checks };
  } finally {
    for (const one of filled) await one.close();
  }
}
