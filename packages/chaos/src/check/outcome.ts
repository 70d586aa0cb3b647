import type { CanaryReport } from "../canary.ts";
import type { LoadReport } from "../load/generator.ts";
import type { Settled } from "../settle.ts";
import type { Audited } from "./audited.ts";
import type { Verdict } from "./check.ts";
import type { Files } from "./files.ts";
import type { Fates } from "./intents.ts";
import type { Undelivered } from "./undelivered.ts";

/** All that is known of a run. */
export interface Outcome {
  readonly seed: number;
  readonly report: LoadReport;
  readonly settled: Settled;
  readonly verdict: Verdict;
  readonly fates: Fates;
  readonly files: Files;
  /** Missing answers whose intent ended unsaid with a reason. */
  readonly explained: number;
  readonly audit: { readonly isWell: boolean; readonly text: string };
  readonly audited: Audited;
  readonly canary: CanaryReport;
  readonly kills: number;
  readonly failedStarts: number;
  readonly unordered: readonly string[];
  /** What faults found by themselves. */
  readonly found: readonly string[];
  /** WhatsApp was told to refuse for good, so answers may end unsaid with a reason. */
  readonly mayGiveUp: boolean;
}

/** What the ledger and the final state tell that is not as promised, each in a line. */
export function problemsIn(
  judged: Pick<Outcome, "verdict" | "fates" | "explained" | "files"> & { readonly mayGiveUp?: boolean },
): readonly string[] {
  const { verdict, fates, files, explained, mayGiveUp = false } = judged;
  const { answers, twice, reminders, undelivered } = verdict;
  return lines([
    [answers.lost - explained, "messages with a 200 have no answer"],
    [mayGiveUp ? 0 : explained, "answers were given up, with a reason"],
    [answers.extra, "answers that nobody asked for"],
    [twice.twice, "intents were said twice"],
    [answers.disordered, "patients were answered in another order"],
    [reminders.missed, "reminders were not said"],
    [reminders.extra, "reminders were said that must not be"],
    [reminders.early, "reminders came early"],
    [reminders.doubleBooked, "visits share a time with another"],
    [mayGiveUp ? notKnown(undelivered, fates) : undelivered.length, "sends were not delivered"],
    [files.missing, "photos cannot be looked at"],
    [fates.unsettled, "intents have no end"],
    [fates.behind, "intents stand behind what was told of them"],
    [fates.leftUnread, "reminders stayed unread, and nobody said them by SMS or e-mail"],
  ]);
}

/** Of what could not be delivered, what the house was told and does not say. */
function notKnown(undelivered: readonly Undelivered[], { failed }: Fates): number {
  return undelivered.filter(({ intent, isTold }) => isTold && !failed.has(intent)).length;
}

/** Everything of a run that is not as promised; empty for a clean one. */
export function problemsOf(outcome: Outcome): readonly string[] {
  const { report, audit, audited, unordered, canary } = outcome;
  const rest = lines([
    [report.asked - report.accepted, "messages never got a 200"],
    [audited.missing.length, "sends are not in the audit log"],
    [audited.unrecorded, "steps of sends are not in the audit log"],
    [canary.findings.length, "patients' words lie in clear"],
    [canary.missed.length, "planted words were not found: the scan says nothing"],
    [unordered.length, "processes ended that nobody had ended"],
  ]);
  const badAudit = audit.isWell ? [] : ["the audit log does not verify"];
  return [...problemsIn(outcome), ...rest, ...outcome.found, ...badAudit];
}

function lines(counts: readonly (readonly [number, string])[]): readonly string[] {
  return counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
}
