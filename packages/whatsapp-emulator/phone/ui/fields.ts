import { h } from "./dom.ts";

type Attributes = Parameters<typeof h>[1];

export function textField(label: string, attributes: Attributes): HTMLElement {
  return h("label", {}, label, h("input", { autocomplete: "off", dir: "auto", ...attributes }));
}

export function areaField(label: string, attributes: Attributes): HTMLElement {
  return h("label", {}, label, h("textarea", { rows: 3, dir: "auto", ...attributes }));
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function selectField(
  label: string,
  name: string,
  choices: readonly Choice[],
  chosen?: string,
  more: Attributes = {},
): HTMLElement {
  const options = choices.map(({ value, label: text }) =>
    h("option", { value, selected: value === chosen }, text),
  );
  return h("label", {}, label, h("select", { name, ...more }, ...options));
}

export function radios(
  legend: string,
  name: string,
  choices: readonly Choice[],
  chosen?: string,
): HTMLFieldSetElement {
  return h(
    "fieldset",
    {},
    h("legend", {}, legend),
    ...choices.map(({ value, label }) =>
      h(
        "label",
        { class: "check" },
        h("input", { type: "radio", name, value, checked: value === chosen }),
        h("span", { dir: "auto" }, label),
      ),
    ),
  );
}

export function checkField(label: string, attributes: Attributes): HTMLElement {
  return h("label", { class: "check" }, h("input", { type: "checkbox", ...attributes }), label);
}

/** A form that hands over what was entered, and never sends itself anywhere. */
export function formOf(
  submit: (data: FormData) => void,
  ...children: readonly (Node | false)[]
): HTMLFormElement {
  const form = h(
    "form",
    {
      class: "form",
      submit: (event) => {
        event.preventDefault();
        submit(new FormData(form));
      },
    },
    ...children,
  );
  return form;
}

export function formEnd(cancel: string, close: () => void, send: string): HTMLElement {
  return h(
    "div",
    { class: "form-end" },
    h("button", { type: "button", class: "quiet", click: close }, cancel),
    h("button", { class: "primary" }, send),
  );
}

export function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value.trim() : "";
}
