import { steps as opening, type AnswerKind } from "@careline/local/storm/script";

export interface Step {
  readonly message: object | "photo";
  readonly answer: AnswerKind;
}

const text = (body: string): object => ({ type: "text", text: { body } });
const tap = (id: string): object => ({
  type: "interactive",
  interactive: { type: "list_reply", list_reply: { id, title: "." } },
});

// After consent each of these has its one answer, wherever the dialogue stands; five kinds in turn, so that one too
// many, too few, or in the wrong place is seen for what it is.
const cycle: readonly Step[] = [
  { message: tap("type.check-up"), answer: "time" },
  { message: text("muchas gracias"), answer: "words" },
  { message: "photo", answer: "file" },
  { message: text("menú"), answer: "menu" },
  { message: text("quiero una cita"), answer: "type" },
];

/** How many messages of a patient lead to consent, and cannot be told in another order. */
export const openingSteps = 2;

/** What somebody writes who has never written before. */
export const firstWords = text("Hola, quiero una cita");

/** What a patient writes as the n-th message, and the kind of its answer. */
export function stepAt(index: number): Step {
  const step = index < openingSteps ? opening[index] : cycle[(index - openingSteps) % cycle.length];
  return step ?? cycle[0] ?? { message: text("menú"), answer: "menu" };
}
