import { at, listAt, textAt } from "./json.ts";

export interface FlowField {
  readonly kind: "text" | "long" | "number" | "date" | "one" | "many" | "tick" | "words";
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly options: readonly { readonly id: string; readonly title: string }[];
}

export interface FlowScreen {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly FlowField[];
  /** The label of the button at the end. */
  readonly next: string;
  /** The screen that it leads to; absent: the form is done. */
  readonly nextId?: string;
}

const kinds: Readonly<Record<string, FlowField["kind"]>> = {
  TextInput: "text",
  TextArea: "long",
  DatePicker: "date",
  CalendarPicker: "date",
  Dropdown: "one",
  RadioButtonsGroup: "one",
  ChipsSelector: "many",
  CheckboxGroup: "many",
  OptIn: "tick",
  TextHeading: "words",
  TextSubheading: "words",
  TextBody: "words",
  TextCaption: "words",
};

/** Reads the screens of a Flow JSON. What only an endpoint could fill in is left out. */
export function screensOf(flowJson: unknown): readonly FlowScreen[] {
  return listAt(flowJson, "screens").map((screen) => {
    const parts = listAt(screen, "layout", "children").flatMap(unfolded);
    const footer = parts.find((part) => textAt(part, "type") === "Footer");
    const action = at(footer, "on-click-action");
    const nextId = textAt(action, "name") === "navigate" ? textAt(action, "next", "name") : undefined;
    return {
      id: textAt(screen, "id") ?? "",
      title: textAt(screen, "title") ?? "",
      fields: parts.flatMap(fieldOf),
      next: textAt(footer, "label") ?? "",
      ...(nextId !== undefined && { nextId }),
    };
  });
}

function unfolded(part: unknown): readonly unknown[] {
  return textAt(part, "type") === "Form" ? listAt(part, "children").flatMap(unfolded) : [part];
}

function fieldOf(part: unknown): readonly FlowField[] {
  const type = textAt(part, "type") ?? "";
  const kind = type === "TextInput" && textAt(part, "input-type") === "number" ? "number" : kinds[type];
  if (kind === undefined) return [];
  const options = listAt(part, "data-source").map((option) => {
    const id = textAt(option, "id") ?? "";
    return { id, title: textAt(option, "title") ?? id };
  });
  if ((kind === "one" || kind === "many") && options.length === 0) return [];
  const label = textAt(part, "label") ?? textAt(part, "text") ?? "";
  return [
    { kind, name: textAt(part, "name") ?? "", label, isRequired: at(part, "required") === true, options },
  ];
}
