import { decoded, msAt } from "../core/histogram.ts";
import type { Row } from "../suite.ts";

export interface OpenRun {
  /** "at 500/s". */
  readonly how: string;
  readonly ratePerS: number;
  /** Encoded, from the moment that was meant. */
  readonly response: string;
  readonly lateP99Ms: number;
  readonly n: number;
  /** What was aimed for, by percentile. */
  readonly goals?: Readonly<Record<number, string>>;
}

// Above this rate one core cannot be asked to be in time and to do the rest as well.
const strictUntilPerS = 500;
const lateMsMax = 1;

/** Why the latencies of a run count for nothing, if so: the generator itself was late. Said, not hidden. */
export function voidBecause({ how, ratePerS, lateP99Ms }: OpenRun): string | undefined {
  if (lateP99Ms <= lateMsMax) return undefined;
  const late = `${how} the generator was ${lateP99Ms.toFixed(1)} ms late at p99`;
  return ratePerS <= strictUntilPerS
    ? `${late}, because the machine was busy: the latencies of this run are void.`
    : `${late}; that much of its latencies is its own.`;
}

export function latencyRows(run: OpenRun, percentiles: readonly number[] = [50, 99, 99.9]): Row[] {
  const histogram = decoded({ encoded: run.response });
  const isVoid = run.lateP99Ms > lateMsMax && run.ratePerS <= strictUntilPerS;
  return percentiles.map((percentile) => {
    const goal = run.goals?.[percentile];
    return {
      name: `${run.how}: p${percentile}`,
      unit: isVoid ? "ms (void)" : "ms",
      value: msAt(histogram, percentile),
      n: run.n,
      ...(goal !== undefined && { goal }),
    };
  });
}
