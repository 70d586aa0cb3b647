import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import type { Entry } from "../ledger/record.ts";
import { type Answers, answersIn } from "./answers.ts";
import { elsewhereIn } from "./elsewhere.ts";
import { type Facts, factsOf } from "./facts.ts";
import { normalMs, type Recovery, recoveriesIn } from "./recovery.ts";
import { type Reminders, remindersIn } from "./reminders.ts";
import { saidTwice, type Twice } from "./twice.ts";
import { type Undelivered, undeliveredIn } from "./undelivered.ts";

export interface Verdict {
  readonly facts: Facts;
  readonly answers: Answers;
  readonly twice: Twice;
  readonly reminders: Reminders;
  /** What WhatsApp took on and then could not deliver. */
  readonly undelivered: readonly Undelivered[];
  readonly recoveries: readonly Recovery[];
  /** Up to which p99 answers count as normal again. */
  readonly normalMs: number;
}

/**
 * What the ledger alone tells of a run, at a moment when nothing had moved for a while; of the intents only which of them
 * stands in for which.
 */
export function check(
  entries: readonly Entry[],
  uncertainAfterMs: number,
  asOf = Infinity,
  intents: readonly Intent[] = [],
): Verdict {
  const facts = factsOf(entries);
  const answers = answersIn(facts);
  return {
    facts,
    answers,
    twice: saidTwice(facts, uncertainAfterMs),
    reminders: remindersIn(facts, elsewhereIn(facts, intents), asOf),
    undelivered: undeliveredIn(facts),
    recoveries: recoveriesIn(facts.blows, answers.latencies),
    normalMs: normalMs(answers.latencies, facts.blows[0]?.at ?? Infinity),
  };
}
