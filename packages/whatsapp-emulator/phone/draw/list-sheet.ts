import { send } from "../actions.ts";
import type { Content } from "../read/content.ts";
import { arrowKeys } from "../ui/arrow-keys.ts";
import { h } from "../ui/dom.ts";
import { openSheet } from "../ui/sheet.ts";
import { words } from "../words.ts";

/** The rows of a list message; a tap on one answers. */
export function openList(list: NonNullable<Content["list"]>, contextId: string, patientId: string): void {
  openSheet(list.button || words().choose, (close) => {
    const tap = (id: string): void => {
      close();
      void send(patientId, { type: "list_reply", id, contextId });
    };
    const sections = list.sections.map((section, index) =>
      h(
        "section",
        { class: "rows", "aria-labelledby": section.title === undefined ? undefined : `rows-${index}` },
        section.title !== undefined &&
          h("h3", { id: `rows-${index}`, class: "rows-title", dir: "auto" }, section.title),
        ...section.rows.map(({ id, title, description }) =>
          h(
            "button",
            { type: "button", class: "row", click: () => tap(id) },
            h("strong", { dir: "auto" }, title),
            description !== undefined && h("span", { class: "muted small", dir: "auto" }, description),
          ),
        ),
      ),
    );
    const all = h("div", { class: "sections" }, ...sections);
    arrowKeys(all, ".row");
    return [all];
  });
}
