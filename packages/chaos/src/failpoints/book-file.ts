import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Fault } from "@careline/faults";
import { serviceNames } from "@careline/local/environments";
import type { Died } from "./order.ts";

const mortals: ReadonlySet<unknown> = new Set([...serviceNames, "caretaker"]);

/** What earlier runs have noted: nothing, where there is no file yet. Throws Fault("invalid") where it is no book. */
export function readBook(file: string | undefined): readonly Died[] {
  if (file === undefined || !existsSync(file)) return [];
  const found = parse(readFileSync(file, "utf8"));
  if (!Array.isArray(found) || !found.every(isDied))
    throw new Fault("invalid", `${file}: not a book of failpoints`);
  return found;
}

/** Keeps who died where, for a run that goes on; of places that were none of this run's, what stood there. */
export function writeBook(file: string | undefined, pages: readonly Died[]): void {
  if (file === undefined) return;
  const own = new Set(pages.map(keyOf));
  const others = readBook(file).filter((page) => !own.has(keyOf(page)));
  const kept = [...others, ...pages].filter(({ deaths }) => deaths > 0);
  const lines = kept.map(({ name, service, deaths, passingsMax }) =>
    JSON.stringify({ name, service, deaths, passingsMax }),
  );
  writeFileSync(`${file}.new`, `[\n${lines.join(",\n")}\n]\n`);
  renameSync(`${file}.new`, file);
}

function keyOf({ service, name }: Died): string {
  return `${service} ${name}`;
}

function isDied(page: unknown): page is Died {
  if (typeof page !== "object" || page === null) return false;
  const { name, service, ...counts } = page as Readonly<Record<string, unknown>>;
  const { deaths, passingsMax = 1 } = counts;
  return typeof name === "string" && mortals.has(service) && [deaths, passingsMax].every(Number.isInteger);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
