import type {
  Booked,
  Changed,
  Consent,
  FreeTimes,
  Hold,
  Identity,
  Visit,
  VisitDetails,
  VisitType,
} from "./facts.ts";
import type { Turn } from "./turn.ts";

/** What the dialogue may want to know or to have done by others, and with what it is answered. */
export interface Questions {
  /** `heard`: a consent that was heard of is enough; `ledger`: only what the ledger says now. */
  readonly consent: { about: { from: "heard" | "ledger" }; answer: Consent };
  readonly recordConsent: { about: { decision: "granted" | "refused" | "withdrawn" }; answer: "recorded" };
  readonly visitTypes: { about: object; answer: readonly VisitType[] };
  readonly freeTimes: {
    about: { visitTypeId: string; from: Date; until: Date; limit: number };
    answer: FreeTimes;
  };
  readonly hold: { about: { slotId: string }; answer: Hold };
  readonly releaseHold: { about: { holdId: string }; answer: "released" };
  readonly book: { about: { holdId: string; patientId: string }; answer: Booked };
  readonly move: { about: { appointmentId: string; holdId: string }; answer: Booked };
  readonly confirm: { about: { appointmentId: string; version: number }; answer: Changed };
  readonly cancel: { about: { appointmentId: string; version: number }; answer: Changed };
  readonly visit: { about: { appointmentId: string }; answer: VisitDetails | undefined };
  readonly upcoming: { about: object; answer: readonly Visit[] };
  readonly findPatient: { about: Identity; answer: string | undefined };
}

export type QuestionKind = keyof Questions;
export type Question = {
  [Kind in QuestionKind]: { readonly kind: Kind; readonly about: Questions[Kind]["about"] };
}[QuestionKind];

/**
 * A pure conversation with the outside: it yields a question and goes on with the answer. Whoever drives it does the
 * calls; here are only decisions, so that a test answers with plain values.
 */
export type Asking<T> = Generator<Question, T, unknown>;
export type Dialogue = Asking<Turn>;

export function* ask<Kind extends QuestionKind>(
  kind: Kind,
  about: Questions[Kind]["about"],
): Asking<Questions[Kind]["answer"]> {
  const answer = yield { kind, about } as Question;
  return answer as Questions[Kind]["answer"];
}
