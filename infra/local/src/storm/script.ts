import type { MessageView } from "@careline/whatsapp-emulator";

/** What a patient of the storm does, and the one answer that each deed must have. */
interface Step {
  readonly message: object;
  readonly answer: AnswerKind;
}

export type AnswerKind = "consent" | "type" | "time" | "words" | "menu" | "file";

const text = (body: string): object => ({ type: "text", text: { body } });
const tap = (kind: "button_reply" | "list_reply", id: string): object => ({
  type: "interactive",
  interactive: { type: kind, [kind]: { id, title: "." } },
});

// Each answer is of another kind, so that one too many or too few is seen for what it is.
export const steps: readonly Step[] = [
  { message: text("Hola, quiero una cita"), answer: "consent" },
  { message: tap("button_reply", "consent.yes"), answer: "type" },
  { message: tap("list_reply", "type.check-up"), answer: "time" },
  { message: text("muchas gracias"), answer: "words" },
  { message: text("menú"), answer: "menu" },
];

/** How far a contact goes: most agree and see the kinds of visits, one in five goes on. */
export function stepsOf(index: number): readonly Step[] {
  return index % 5 === 0 ? steps : steps.slice(0, 2);
}

/** How many messages so many contacts send. */
export function stepCount(contacts: number): number {
  return Array.from({ length: contacts }, (_, index) => stepsOf(index).length).reduce((a, b) => a + b, 0);
}

const marks: readonly AnswerKind[] = ["consent", "type", "time", "menu"];

/** The kind of an answer, by what can be tapped in it. */
export function kindOf({ shown }: Pick<MessageView, "shown">): AnswerKind {
  const rows = shown.list?.sections.flatMap((section) => section.rows) ?? [];
  const ids = [...rows, ...(shown.buttons ?? [])].map(({ id }) => id ?? "");
  // To a file there is nothing to say but that a person can look at it.
  if (ids.length === 1 && ids[0] === "menu.person") return "file";
  return marks.find((mark) => ids.some((id) => id.startsWith(`${mark}.`))) ?? "words";
}
