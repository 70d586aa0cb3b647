import type { CanaryReport } from "../canary.ts";
import type { LoadReport } from "../load/generator.ts";
import type { Settled } from "../settle.ts";
import type { Verdict } from "./check.ts";
import type { Fates } from "./intents.ts";

/** All that is known of a run. */
export interface Outcome {
  readonly seed: number;
  readonly report: LoadReport;
  readonly settled: Settled;
  readonly verdict: Verdict;
  readonly fates: Fates;
  /** Missing answers whose intent ended unsaid with a reason. */
  readonly explained: number;
  readonly audit: { readonly isWell: boolean; readonly text: string };
  readonly canary: CanaryReport;
  readonly kills: number;
  readonly unordered: readonly string[];
  /** What faults found by themselves. */
  readonly found: readonly string[];
  /** WhatsApp was told to refuse for good, so answers may end unsaid with a reason. */
  readonly mayGiveUp: boolean;
}

/** Everything that is not as promised, each in a line; empty for a clean run. */
export function problemsOf(outcome: Outcome): readonly string[] {
  const { verdict, fates, report, audit, explained, unordered } = outcome;
  const { answers, twice, reminders, undelivered } = verdict;
  const counts: readonly (readonly [number, string])[] = [
    [answers.lost - explained, "messages with a 200 have no answer"],
    [outcome.mayGiveUp ? 0 : explained, "answers were given up, with a reason"],
    [answers.extra, "answers that nobody asked for"],
    [twice.twice, "intents were said twice"],
    [answers.disordered, "patients were answered in another order"],
    [reminders.missed, "reminders were not said"],
    [reminders.extra, "reminders were said that must not be"],
    [reminders.early, "reminders came early"],
    [reminders.doubleBooked, "visits share a time with another"],
    [undelivered, "sends were not delivered"],
    [fates.unsettled, "intents have no end"],
    [report.asked - report.accepted, "messages never got a 200"],
    [outcome.canary.findings.length, "patients' words lie in clear"],
    [outcome.canary.missed.length, "planted words were not found: the scan says nothing"],
    [unordered.length, "processes ended that nobody had ended"],
  ];
  const problems = counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  problems.push(...outcome.found);
  return audit.isWell ? problems : [...problems, "the audit log does not verify"];
}
