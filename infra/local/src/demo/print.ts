import { stripVTControlCharacters, styleText } from "node:util";
import type { Operator } from "../operator.ts";
import type { Script } from "./chat.ts";
import { tell } from "./output.ts";

const chatWidth = 64;

interface Told {
  readonly producer: { readonly service: string };
  readonly action: string;
}

/** Prints a chat on the left and what each service decided on the right. */
export function printed(as: Operator): Script {
  let from = 0;
  const rows: string[] = [];
  const newEntries = async (): Promise<readonly Told[]> => {
    const page = { size: 200, token: String(from) };
    const { entries } = await as.audit.listEntries({ page, patientRef: "" }, { tenantId: as.tenantId });
    from += entries.length;
    return entries.map(({ leaf }) => JSON.parse(leaf.toString("utf8")) as Told);
  };
  return {
    line(kind, text) {
      const [style, mark] = looks[kind];
      for (const part of wrapped(text, chatWidth - 4)) rows.push(styleText(style, `${mark} ${part}`));
    },
    async decided() {
      // What was decided is on record a moment after it was carried out.
      await new Promise((resolve) => setTimeout(resolve, 250));
      const told = counted(
        (await newEntries()).map(({ producer, action }) => `${producer.service}: ${action}`),
      );
      for (let row = 0; row < Math.max(rows.length, told.length); row += 1)
        tell(`${padded(rows[row] ?? "")}${styleText("dim", told[row] ?? "")}`);
      tell();
      rows.length = 0;
    },
  };
}

const looks = {
  patient: ["cyan", "▸"],
  clinic: ["white", "  "],
  note: ["yellow", "·"],
  wrong: ["red", "✗"],
} as const;

function counted(all: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, count]) => (count > 1 ? `${one} × ${count}` : one));
}

function padded(row: string): string {
  return row + " ".repeat(Math.max(1, chatWidth + 2 - Array.from(stripVTControlCharacters(row)).length));
}

function wrapped(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((line) => {
    const lines: string[] = [];
    let current = "";
    for (const word of line.split(" ")) {
      if (current !== "" && current.length + word.length + 1 > width) {
        lines.push(current);
        current = word;
      } else current = current === "" ? word : `${current} ${word}`;
    }
    return [...lines, current];
  });
}
