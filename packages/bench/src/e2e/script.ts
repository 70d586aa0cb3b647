/** What a patient writes, and how the answer to it begins: by the kind of its first choice. */
export interface Line {
  readonly says: Says;
  readonly answer: "consent" | "type" | "time" | "menu";
}

type Says =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "button_reply" | "list_reply"; readonly id: string; readonly title: string };

/** How someone comes in: nothing is said of the clinic before they agree. */
export const entrance: readonly Line[] = [
  { says: { type: "text", text: "Hola, quiero una cita" }, answer: "consent" },
  { says: { type: "button_reply", id: "consent.yes", title: "Sí, de acuerdo" }, answer: "type" },
];

/** What they write over and over then: one in three asks scheduling for visit types, one for free times. */
const rounds: readonly Line[] = [
  { says: { type: "text", text: "Menú, por favor" }, answer: "menu" },
  { says: { type: "text", text: "Quiero una cita para mi hija, gracias" }, answer: "type" },
  { says: { type: "list_reply", id: "type.check-up", title: "Revisión" }, answer: "time" },
];

export function lineOf(step: number): Line {
  const line = entrance[step] ?? rounds[(step - entrance.length) % rounds.length];
  if (line === undefined) throw new Error("a script has a line for every step");
  return line;
}

/** The content of a webhook's message, as Meta writes it. */
export function contentOf({ says }: Line): object {
  if (says.type === "text") return { type: "text", text: { body: says.text } };
  const { type, id, title } = says;
  return { type: "interactive", interactive: { type, [type]: { id, title } } };
}

/** What kind of answer the Graph API was given, by the id of its first choice. */
export function kindOfAnswer(body: string): string {
  return /"id":"(consent|type|time|menu)\./.exec(body)?.[1] ?? "other";
}
