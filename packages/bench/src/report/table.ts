import type { Check, Row } from "../suite.ts";
import { numberText, ratioText } from "./words.ts";

/** A Markdown table whose columns line up, as the formatter would leave it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => width(row[column] ?? ""))));
  const written = cells.map(
    (row) => `| ${row.map((cell, at) => padded(cell, widths[at] ?? 3)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((wide) => "-".repeat(wide)).join(" | ")} |`;
  return [written[0], rule, ...written.slice(1)].join("\n");
}

export function figures(rows: readonly Row[]): string {
  return table(
    ["figure", "value", "beside its yardstick (min–max)", "n", "goal"],
    rows.map((row) => [
      row.name,
      `${numberText(row.value)} ${row.unit}`,
      ratioText(row),
      row.n === undefined ? "" : row.n.toLocaleString("en"),
      row.goal ?? "",
    ]),
  );
}

export function checksLine(checks: readonly Check[]): string {
  const wrong = checks.filter(({ ok }) => !ok);
  if (wrong.length === 0) return `All ${checks.length} checks of this run held.`;
  return `${wrong.length} of ${checks.length} checks did not hold: ${wrong.map(({ name, detail }) => `${name} (${detail})`).join("; ")}.`;
}

function padded(cell: string, wide: number): string {
  return cell + " ".repeat(Math.max(0, wide - width(cell)));
}

function width(cell: string): number {
  return Array.from(cell).length;
}
