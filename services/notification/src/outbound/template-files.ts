import { readdirSync, readFileSync } from "node:fs";
import { Fault } from "@careline/faults";
import { libraryOf } from "../domain/library.ts";
import type { Library } from "../domain/template.ts";

const folder = new URL("../../templates/", import.meta.url);

/** Reads the library from its files. Fault("invalid") names each mistake, so that no template is refused only by Meta. */
export function readLibrary(): Library {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const read = libraryOf(names.flatMap(entriesOf));
  if (read.kind === "library") return read.library;
  throw new Fault("invalid", `templates:\n${read.problems.join("\n")}`);
}

function entriesOf(name: string): readonly unknown[] {
  const parsed: unknown = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  if (Array.isArray(parsed)) return parsed;
  throw new Fault("invalid", `templates: ${name} is no list`);
}
