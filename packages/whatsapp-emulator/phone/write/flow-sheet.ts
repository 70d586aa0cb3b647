import { contextOf, raw, send } from "../actions.ts";
import { api, type MessageView, type Patient } from "../api.ts";
import type { Action } from "../read/actions.ts";
import { screensOf, type FlowField, type FlowScreen } from "../read/flow.ts";
import { parsed } from "../read/json.ts";
import { areaField, checkField, formEnd, formOf, radios, selectField, textField } from "../ui/fields.ts";
import { h } from "../ui/dom.ts";
import { openSheet } from "../ui/sheet.ts";
import { words } from "../words.ts";

type FlowAction = Extract<Action, { kind: "flow" }>;
type Answers = Readonly<Record<string, unknown>>;

/** The form behind a flow's button, screen after screen; a text box where the emulator has no such flow. */
export async function openFlow(
  { title, flow }: FlowAction,
  message: MessageView,
  patient: Patient,
): Promise<void> {
  const screens = await screensFor(flow.id);
  openSheet(title, (close) => {
    const place = h("div", {});
    const done = (answers: Answers): void => {
      close();
      void send(patient.id, flowReply({ ...answers, flow_token: flow.token }, message, patient));
    };
    const show = (screen: FlowScreen, soFar: Answers, focuses: boolean): void => {
      const next = screens.find((each) => each.id === screen.nextId);
      const form = screenForm(screen, close, (answers) => {
        const all = { ...soFar, ...answers };
        if (next === undefined) done(all);
        else show(next, all, true);
      });
      place.replaceChildren(form);
      if (focuses) form.querySelector<HTMLElement>("input, select, textarea, .primary")?.focus();
    };
    show(screens.find((each) => each.id === flow.screen) ?? screens[0] ?? plainScreen(), {}, false);
    return [place];
  });
}

/** No flow of that id, or an emulator that keeps none: the patient answers in a box. */
function plainScreen(): FlowScreen {
  const { answer, send: sendWord } = words();
  const field: FlowField = { kind: "long", name: "answer", label: answer, isRequired: true, options: [] };
  return { id: "", title: "", fields: [field], next: sendWord };
}

async function screensFor(id: string | undefined): Promise<readonly FlowScreen[]> {
  if (id === undefined) return [];
  try {
    const { flows } = await api.flows();
    const screens = screensOf(parsed(flows.find((flow) => flow.id === id)?.json));
    // What only an endpoint could fill in leaves nothing to answer.
    return screens.some(({ fields }) => fields.some(isAsked)) ? screens : [];
  } catch {
    return [];
  }
}

function screenForm(screen: FlowScreen, close: () => void, done: (answers: Answers) => void): HTMLElement {
  return formOf(
    (data) =>
      done(
        Object.fromEntries(screen.fields.filter(isAsked).map((field) => [field.name, answered(field, data)])),
      ),
    screen.title !== "" && h("h3", { dir: "auto" }, screen.title),
    ...screen.fields.map(fieldElement),
    formEnd(words().cancel, close, screen.next || words().send),
  );
}

function isAsked({ kind }: FlowField): boolean {
  return kind !== "words";
}

function answered({ kind, name }: FlowField, data: FormData): unknown {
  if (kind === "many") return data.getAll(name).map(String);
  return kind === "tick" ? data.has(name) : String(data.get(name) ?? "");
}

function fieldElement(field: FlowField): HTMLElement {
  const { kind, name, label, isRequired: required, options } = field;
  const choices = options.map(({ id, title }) => ({ value: id, label: title }));
  switch (kind) {
    case "text":
      return textField(label, { name, required });
    case "number":
      return textField(label, { name, required, inputmode: "decimal" });
    case "date":
      return textField(label, { name, required, type: "date" });
    case "long":
      return areaField(label, { name, required });
    case "one":
      return options.length > 4
        ? selectField(label, name, choices)
        : radios(label, name, choices, required ? choices[0]?.value : undefined);
    case "many":
      return h(
        "fieldset",
        {},
        h("legend", {}, label),
        ...choices.map((choice) => checkField(choice.label, { name, value: choice.value })),
      );
    case "tick":
      return checkField(label, { name, required });
    case "words":
      return h("p", { dir: "auto" }, label);
  }
}

function flowReply(answers: Answers, message: MessageView, patient: Patient): Answers {
  const reply = { name: "flow", body: "Sent", response_json: JSON.stringify(answers) };
  return raw({
    type: "interactive",
    context: contextOf(message, patient),
    interactive: { type: "nfm_reply", nfm_reply: reply },
  });
}
