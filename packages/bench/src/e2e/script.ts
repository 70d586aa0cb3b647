/** What a patient writes, and how the answer to it begins: by the kind of its first choice. */
export interface Line {
  readonly content: object;
  readonly answer: "consent" | "type" | "time" | "menu";
}

const text = (body: string): object => ({ type: "text", text: { body } });
const tap = (type: "button_reply" | "list_reply", id: string, title: string): object => ({
  type: "interactive",
  interactive: { type, [type]: { id, title } },
});

/** How someone comes in: nothing is said of the clinic before they agree. */
export const entrance: readonly Line[] = [
  { content: text("Hola, quiero una cita"), answer: "consent" },
  { content: tap("button_reply", "consent.yes", "Sí, de acuerdo"), answer: "type" },
];

/** What they write over and over then: one in three asks scheduling for visit types, one for free times. */
const rounds: readonly Line[] = [
  { content: text("Menú, por favor"), answer: "menu" },
  { content: text("Quiero una cita para mi hija, gracias"), answer: "type" },
  { content: tap("list_reply", "type.check-up", "Revisión"), answer: "time" },
];

export function lineOf(step: number): Line {
  const line = entrance[step] ?? rounds[(step - entrance.length) % rounds.length];
  if (line === undefined) throw new Error("a script has a line for every step");
  return line;
}

/** What kind of answer the Graph API was given, by the id of its first choice. */
export function kindOfAnswer(body: string): string {
  return /"id":"(consent|type|time|menu)\./.exec(body)?.[1] ?? "other";
}
