import type { Asked, Said } from "../ledger/record.ts";
import type { Facts } from "./facts.ts";
import { without } from "./without.ts";

/** One patient with whom something went wrong, to begin the search with. */
export interface Example {
  readonly patient: string;
  readonly expected: string;
  readonly got: string;
}

export interface Answers {
  readonly messages: number;
  readonly patients: number;
  /** Messages with a 200 and without their answer. */
  readonly lost: number;
  /** Answers to what was answered before, or that nobody asked for. */
  readonly extra: number;
  /** Patients whose answers came in another order than their messages were taken on. */
  readonly disordered: number;
  /** From the moment a message should have been posted until its answer was accepted. */
  readonly latencies: readonly { readonly at: number; readonly ms: number }[];
  readonly examples: readonly Example[];
  /** By patient, how many answers are missing. */
  readonly missing: ReadonlyMap<string, number>;
}

const mostExamples = 5;

/** Holds what was said against what was asked, patient by patient. A second send of one intent is judged elsewhere. */
export function answersIn(facts: Facts): Answers {
  const patients = new Set([...facts.accepted.keys(), ...facts.said.keys()]);
  const total = { messages: 0, lost: 0, extra: 0, disordered: 0 };
  const latencies: { at: number; ms: number }[] = [];
  const examples: Example[] = [];
  const missing = new Map<string, number>();
  for (const patient of patients) {
    const asked = facts.accepted.get(patient) ?? [];
    const said = firstOfEachIntent(facts.said.get(patient) ?? []);
    const verdict = judge(asked, facts.open.get(patient) ?? [], said);
    total.messages += asked.length;
    total.lost += verdict.lost;
    total.extra += verdict.extra;
    total.disordered += verdict.isDisordered ? 1 : 0;
    if (verdict.lost > 0) missing.set(patient, verdict.lost);
    if (verdict.lost + verdict.extra === 0 && !verdict.isDisordered)
      for (const [index, answer] of said.entries()) {
        const question = asked[index];
        if (question !== undefined) latencies.push({ at: question.at, ms: answer.at - question.at });
      }
    else if (examples.length < mostExamples)
      examples.push({ patient, expected: kindsOf(asked), got: kindsOf(said) });
  }
  return { ...total, patients: patients.size, latencies, examples, missing };
}

function judge(asked: readonly Asked[], open: readonly Asked[], said: readonly Said[]) {
  const expected = asked.map(({ kind }) => kind);
  const got = said.map(({ kind }) => kind);
  const lost = without(expected, got);
  const extra = without(got, expected);
  // What never got its 200 may have been heard all the same.
  const unasked = without(
    extra,
    open.map(({ kind }) => kind),
  );
  const isDisordered =
    lost.length === 0 && extra.length === 0 && expected.some((kind, index) => kind !== got[index]);
  return { lost: lost.length, extra: unasked.length, isDisordered };
}

function firstOfEachIntent(said: readonly Said[]): readonly Said[] {
  const seen = new Set<string>();
  return said.filter(({ intent, kind }) => {
    if (kind === "reminder" || seen.has(intent)) return false;
    seen.add(intent);
    return true;
  });
}

function kindsOf(things: readonly { readonly kind: string }[]): string {
  return things.map(({ kind }) => kind).join(" ");
}
