import type { EmulatorOptions } from "../options.ts";
import type { State } from "../state/state.ts";

/** How webhooks are delivered. */
export interface Manner {
  /**
   * How long is waited before the next try. `quick`: 1, 2, 5, 10, 30 s, then each minute, for work on one machine.
   * `falling`: 10 s, 1, 5, 15 min, 1, 3, 6 h, then each 6 h.
   */
  readonly schedule: "quick" | "falling";
  /** How many times faster than real time the waits pass. */
  readonly timeScale: number;
  /** How long an answer may take. Field reports tell 5 to 20 s. */
  readonly timeoutMs: number;
  /** True: any 2xx is a success. Meta: only 200. */
  readonly takesAny2xx: boolean;
  /** How many changes one POST carries at most. Meta: up to 1,000. */
  readonly batchMax: number;
  /** Whether changes of one account share its entry, or have one each. */
  readonly batchShape: "changes" | "entries";
  /** How likely a webhook that was taken comes once more. */
  readonly duplicateProbability: number;
  /** How likely a webhook lets later ones pass. */
  readonly disorderProbability: number;
}

const usual: Manner = {
  schedule: "quick",
  timeScale: 1,
  timeoutMs: 10_000,
  takesAny2xx: false,
  batchMax: 1,
  batchShape: "changes",
  duplicateProbability: 0,
  disorderProbability: 0,
};

const name = "webhook-manner";

/** The manner of the options, with what was ordered since. */
export function mannerOf({ settings }: State, options: EmulatorOptions): Manner {
  const ordered = settings.get(name);
  const base = { ...usual, ...options.webhooks };
  return ordered === undefined ? base : { ...base, ...(JSON.parse(ordered) as Partial<Manner>) };
}

export function orderManner({ settings }: State, change: Partial<Manner>): void {
  const before = settings.get(name);
  const known = before === undefined ? {} : (JSON.parse(before) as Partial<Manner>);
  settings.put(name, JSON.stringify({ ...known, ...change }));
}
