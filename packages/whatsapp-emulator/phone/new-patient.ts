import { api } from "./api.ts";
import { h } from "./dom.ts";
import { model } from "./model.ts";
import { complain, openSheet } from "./sheet.ts";
import { pageLanguage, words } from "./words.ts";

const names = {
  en: ["Amina Khan", "Tom Baker", "Grace Lee", "Owen Price"],
  es: ["Lucía Ortega", "Mateo Ruiz", "Carmen Vidal", "Hugo Peña"],
};

/** Asks for a name, a language, and whether the phone number shows. */
export function openNewPatient(choose: (patientId: string) => void): void {
  const { newPatient, name, language, phone, phoneShown, phoneHidden, receipts, create, cancel } = words();
  openSheet(newPatient, (close) => {
    const form = h(
      "form",
      {
        class: "form",
        submit: (event) => {
          event.preventDefault();
          void createFrom(form, choose).then((done) => done && close(), complain);
        },
      },
      h(
        "label",
        {},
        name,
        h("input", {
          name: "name",
          required: true,
          maxlength: 60,
          autocomplete: "off",
          value: freshName(),
          autofocus: true,
        }),
      ),
      h("label", {}, language, languageChoice()),
      h(
        "fieldset",
        {},
        h("legend", {}, phone),
        radio("phone", "shown", phoneShown, true),
        radio("phone", "hidden", phoneHidden, false),
      ),
      h(
        "label",
        { class: "check" },
        h("input", { type: "checkbox", name: "receipts", checked: true }),
        receipts,
      ),
      h(
        "div",
        { class: "form-end" },
        h("button", { type: "button", class: "quiet", click: close }, cancel),
        h("button", { class: "primary" }, create),
      ),
    );
    return [form];
  });
}

async function createFrom(form: HTMLFormElement, choose: (patientId: string) => void): Promise<boolean> {
  const data = new FormData(form);
  const patient = await api.create({
    name: String(data.get("name")),
    language: String(data.get("language")),
    readReceipts: data.get("receipts") !== null,
    ...(data.get("phone") === "hidden" && { phone: null }),
  });
  if (!model.patients.some((each) => each.id === patient.id)) model.patients.push(patient);
  choose(patient.id);
  return true;
}

function freshName(): string {
  const taken = new Set(model.patients.map((patient) => patient.name));
  return names[pageLanguage()].find((each) => !taken.has(each)) ?? "";
}

function languageChoice(): HTMLElement {
  const { language_en, language_es } = words();
  const option = (value: string, label: string): HTMLElement =>
    h("option", { value, selected: value === pageLanguage() }, label);
  return h("select", { name: "language" }, option("es", language_es), option("en", language_en));
}

function radio(name: string, value: string, label: string, checked: boolean): HTMLElement {
  return h("label", { class: "check" }, h("input", { type: "radio", name, value, checked }), label);
}
