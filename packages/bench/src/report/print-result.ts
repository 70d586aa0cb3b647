import type { StoredResult } from "../core/results.ts";
import type { Row } from "../suite.ts";
import { numberText, ratioText } from "./words.ts";

/** A result for people at a terminal. */
export function printResult({ rows, checks, notes = [], stalls, tookS }: StoredResult): void {
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  for (const row of rows) console.log(`  ${row.name.padEnd(width)}  ${figureOf(row)}`);
  for (const { name, ok, detail } of checks) console.log(`  ${ok ? "ok    " : "WRONG "} ${name}: ${detail}`);
  for (const note of notes) console.log(`  note: ${note}`);
  console.log(`  took ${tookS} s; this process was kept waiting ${stalls.p99Ms.toFixed(1)} ms at p99`);
}

function figureOf(row: Row): string {
  const value = `${numberText(row.value).padStart(9)} ${row.unit}`;
  const goal = row.goal === undefined ? "" : `  goal ${row.goal}`;
  return `${value.padEnd(30)} ${ratioText(row)}${goal}`;
}
