import type { Button } from "./buttons.ts";
import type { Envelope, SendBody } from "./envelope.ts";
import { interactive } from "./interactive.ts";
import { listed, oneTo, unique, upTo } from "./limits.ts";

export interface Row extends Button {
  /** Meta: 72 characters. */
  readonly description?: string | undefined;
}

export interface Section {
  /** Meta: 24 characters, and needed where there are several sections. */
  readonly title?: string | undefined;
  readonly rows: readonly Row[];
}

/** Words with a list to choose from: at most ten rows in all. Only text can stand above it. */
export function listBody(
  envelope: Envelope,
  list: {
    readonly header?: string | undefined;
    readonly body: string;
    readonly footer?: string | undefined;
    /** Opens the list. Meta: 20 characters. */
    readonly button: string;
    readonly sections: readonly Section[];
  },
): SendBody {
  listed(1, 10, "sections", list.sections);
  const rows = list.sections.flatMap((section) => listed(1, 10, "rows of a section", section.rows));
  listed(1, 10, "rows", rows);
  unique(
    "row id",
    rows.map(({ id }) => oneTo(200, "row id", id)),
  );
  const sections = list.sections.map(({ title, rows: own }) => {
    if (list.sections.length > 1 || title) oneTo(24, "section title", title ?? "");
    return { ...(title ? { title } : {}), rows: own.map(rowOf) };
  });
  const action = { button: oneTo(20, "list button", list.button), sections };
  const header = list.header ? ({ kind: "text", text: list.header } as const) : undefined;
  return interactive(envelope, "list", { header, body: list.body, footer: list.footer }, action);
}

function rowOf({ id, title, description }: Row): SendBody {
  const text = description ? { description: upTo(72, "row description", description) } : {};
  return { id, title: oneTo(24, "row title", title), ...text };
}
