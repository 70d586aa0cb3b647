import { changePatient } from "../actions.ts";
import { api, type Patient } from "../api.ts";
import { selectedPatient } from "../model.ts";
import { checkField, formOf, selectField, textField, textIn } from "../ui/fields.ts";
import { h, isolated } from "../ui/dom.ts";
import { keepingFocus } from "../ui/keeping-focus.ts";
import { addressOf, avatar } from "../ui/person-mark.ts";
import { pageLanguage, words } from "../words.ts";

const states: readonly Patient["state"][] = [
  "normal",
  "offline",
  "blocked-us",
  "not-on-whatsapp",
  "marketing-opt-out",
  "marketing-capped",
  "experiment",
  "identity-changed",
];

/** What a patient's phone is like, and how to make it otherwise. */
export function patientPanel(): HTMLElement {
  const panel = h("div", { class: "stack", "data-patient-panel": true });
  paintPatient(panel);
  return panel;
}

/** Lets the panels that are drawn show what the patient has become. */
export function paintPatients(place: ParentNode): void {
  for (const panel of place.querySelectorAll<HTMLElement>("[data-patient-panel]")) paintPatient(panel);
}

function paintPatient(panel: HTMLElement): void {
  const patient = selectedPatient();
  const print = JSON.stringify([pageLanguage(), patient]);
  if (panel.dataset["print"] === print) return;
  panel.dataset["print"] = print;
  keepingFocus(panel, () =>
    panel.replaceChildren(
      ...(patient === undefined
        ? [h("p", { class: "muted" }, words().pickPatient)]
        : [whose(patient), stateForm(patient), receiptsForm(patient), numberForm(patient)]),
    ),
  );
}

function whose(patient: Patient): HTMLElement {
  return h(
    "div",
    { class: "whose" },
    avatar(patient.name),
    h(
      "p",
      {},
      h("strong", {}, isolated(patient.name)),
      h("br"),
      h("span", { class: "muted small" }, addressOf(patient)),
    ),
  );
}

function stateForm(patient: Patient): HTMLElement {
  const all = words();
  const chosen = patient.state;
  const hint = h("p", { class: "muted small" }, hintFor(chosen));
  const field = selectField(
    all.state,
    "state",
    states.map((state) => ({ value: state, label: all[`state_${state}`] })),
    chosen,
    {
      change: (event) => {
        const { value } = event.target as HTMLSelectElement;
        hint.textContent = hintFor(value);
        void changePatient(api.change(patient.id, { state: value }));
      },
    },
  );
  return formOf(() => {}, field, hint);
}

function hintFor(state: string): string {
  const all: Readonly<Record<string, string | undefined>> = words();
  return all[`hint_${state}`] ?? "";
}

function receiptsForm(patient: Patient): HTMLElement {
  const change = (event: Event): void =>
    void changePatient(api.change(patient.id, { readReceipts: (event.target as HTMLInputElement).checked }));
  return formOf(
    () => {},
    checkField(words().receipts, { name: "receipts", checked: patient.readReceipts, change }),
  );
}

function numberForm(patient: Patient): HTMLElement {
  const { newNumber, newNumberHint, phone, hideNumber, change, newUserId, newKey } = words();
  const anew = (kind: string, more = {}): void =>
    void changePatient(api.newIdentity(patient.id, { kind, ...more }));
  const quiet = (key: string, label: string, click: () => void): HTMLElement =>
    h("button", { type: "button", class: "quiet", "data-key": key, click }, label);
  return formOf(
    (data) => anew("number", { phone: textIn(data, "phone") }),
    h("h3", {}, newNumber),
    h("p", { class: "muted small" }, newNumberHint),
    textField(phone, {
      name: "phone",
      type: "tel",
      required: true,
      pattern: "\\+?[\\d\\s\\(\\).\\-]{6,22}",
      dir: "ltr",
      value: nextNumber(patient.phone),
    }),
    h("button", { class: "primary", "data-key": "change" }, change),
    h(
      "div",
      { class: "rows" },
      patient.phone !== null &&
        quiet("hide", hideNumber, () => void changePatient(api.change(patient.id, { phone: null }))),
      quiet("user-id", newUserId, () => anew("user-id")),
      quiet("identity", newKey, () => anew("identity")),
    ),
  );
}

// Within the blocks that are kept for fiction.
function nextNumber(phone: string | null): string {
  const own = phone ?? "447700900123";
  const last = (Number(own.slice(-3)) + 1) % 1000;
  return `+${own.slice(0, -3)}${String(last).padStart(3, "0")}`;
}
