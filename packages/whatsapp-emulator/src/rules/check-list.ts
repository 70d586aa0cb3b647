import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import type { ShownList } from "./shown.ts";
import { unique } from "./unique.ts";

/** Checks a list: at most ten sections, and ten rows in all of them together. */
export function list(action: Fields): ShownList {
  const button = action.text("button", { max: 20, code: 131009 });
  const sections = action.list("sections");
  if (sections.length < 1 || sections.length > 10) {
    throw new Refusal(131009, "Invalid section count. Min allowed sections: 1, Max allowed sections: 10");
  }
  const read = sections.map((section) => {
    const title = section.optionalText("title", { max: 24, code: 131009 });
    if (sections.length > 1 && (title ?? "") === "") {
      throw new Refusal(131009, "Section title is required when there is more than one section.");
    }
    const rows = section.list("rows").map((row) => {
      row.only("id", "title", "description");
      const description = row.optionalText("description", { max: 72, code: 131009 });
      return {
        id: row.text("id", { max: 200, code: 131009 }),
        title: row.text("title", { max: 24, code: 131009 }),
        ...(description !== undefined && { description }),
      };
    });
    return { ...(title !== undefined && { title }), rows };
  });
  const rows = read.flatMap((section) => section.rows);
  if (rows.length > 10) throw new Refusal(131009, "Total row count exceed max allowed count: 10");
  if (rows.length < 1) throw new Refusal(131009, "At least one row is required.");
  unique(
    rows.map((row) => row.id),
    "Duplicated row id",
  );
  return { button, sections: read };
}
