export const profiles = ["smoke", "quick", "full"] as const;
/** `smoke` takes a minute of a suite at most and fits into CI, `quick` into a coffee, `full` is what gets published. */
export type Profile = (typeof profiles)[number];

export interface SuiteOptions {
  readonly profile: Profile;
  /** A line for whoever watches. */
  readonly say: (line: string) => void;
  /** Which yardsticks to run beside the subject; absent: all that the suite has. */
  readonly against?: readonly string[];
}

/** One figure. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /**
   * How this figure stands to its yardstick, from the same interleaved run; more is better (yardstick's cost ÷ ours,
   * our rate ÷ yardstick's). Gates look at ratios only. The median, where there were rounds.
   */
  readonly ratio?: number;
  /** The lowest and the highest ratio of the rounds. */
  readonly range?: readonly [number, number];
  /** What `ratio` is measured against. */
  readonly against?: string;
  /** How many operations are behind the figure. */
  readonly n?: number;
  /** What was aimed for, in words: it is printed beside the figure. */
  readonly goal?: string;
}

/** Something that must be so for the figures to mean anything: a fast wrong run fails. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Latencies in microseconds, as HDR histogram (V2, compressed, base64). */
export interface Latencies {
  readonly name: string;
  readonly encoded: string;
}

/** One line over sizes, for a growth picture. */
export interface Curve {
  readonly name: string;
  readonly unit: string;
  readonly over: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface SuiteResult {
  readonly rows: readonly Row[];
  readonly checks: readonly Check[];
  readonly latencies?: readonly Latencies[];
  readonly curves?: readonly Curve[];
  /** What a reader has to know to read the figures. */
  readonly notes?: readonly string[];
}

export type Suite = (options: SuiteOptions) => Promise<SuiteResult>;
