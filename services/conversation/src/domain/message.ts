import type { Visit } from "./facts.ts";

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** A calendar entry is described here and written as a file at the edge. */
export interface CalendarEntry {
  readonly visit: Visit;
  readonly cancelled: boolean;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
}

export type Content =
  | { readonly kind: "text"; readonly body: string }
  | { readonly kind: "buttons"; readonly body: string; readonly buttons: readonly Choice[] }
  | {
      readonly kind: "list";
      readonly body: string;
      readonly button: string;
      readonly rows: readonly Choice[];
    }
  | { readonly kind: "link"; readonly body: string; readonly label: string; readonly url: string }
  | {
      readonly kind: "calendar";
      readonly filename: string;
      readonly caption: string;
      readonly entry: CalendarEntry;
    };

export type SayClass = "reply" | "emergency" | "confirmation";

export interface Say {
  readonly sayClass: SayClass;
  readonly content: Content;
}

// WhatsApp refuses the whole message when one part is too long, so each is cut to what it takes.
const longest = { body: 1024, title: 20, rowTitle: 24, description: 72, id: 200, rows: 10, buttons: 3 };

export function text(body: string): Content {
  return { kind: "text", body: cut(body, 4096) };
}

export function buttons(body: string, choices: readonly Choice[]): Content {
  const made = choices
    .slice(0, longest.buttons)
    .map((choice) => ({ ...choice, title: cut(choice.title, longest.title) }));
  return { kind: "buttons", body: cut(body, longest.body), buttons: made };
}

export function list(body: string, button: string, rows: readonly Choice[]): Content {
  const made = rows.slice(0, longest.rows).map((row) => ({
    ...row,
    title: cut(row.title, longest.rowTitle),
    ...(row.description === undefined ? {} : { description: cut(row.description, longest.description) }),
  }));
  return { kind: "list", body: cut(body, longest.body), button: cut(button, longest.title), rows: made };
}

export function link(body: string, label: string, url: string): Content {
  return { kind: "link", body: cut(body, longest.body), label: cut(label, longest.title), url };
}

function cut(words: string, most: number): string {
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}
