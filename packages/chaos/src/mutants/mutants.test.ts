import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faultsNamed } from "../faults/index.ts";
import { findPoints } from "../failpoints/find-points.ts";
import { allMutants } from "./all-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { edited } from "./planted-tree.ts";

const root = join(import.meta.dirname, "../../../..");

test("every mutant has a name of its own", () => {
  expect(new Set(allMutants.map(({ name }) => name)).size).toBe(allMutants.length);
});

test.each(allMutants)("$name changes the sources as they are now", ({ edits }) => {
  const sources = new Map<string, string>();
  for (const edit of edits) {
    const source = sources.get(edit.file) ?? readFileSync(join(root, edit.file), "utf8");
    sources.set(edit.file, edited(source, edit));
    expect(sources.get(edit.file)).not.toBe(source);
  }
});

test.each(allMutants)("$name is looked for where it can show", (mutant) => {
  expect(canBeLookedFor(mutant)).toBe(true);
});

test("an edit that fits nowhere, or in two places, is refused", () => {
  const edit = { file: "a.ts", find: "x", replace: "y" };
  expect(() => edited("none", edit)).toThrow("0 times");
  expect(() => edited("x x", edit)).toThrow("2 times");
});

/** The faults that it needs exist, or the place at which to die. */
function canBeLookedFor({ scenario, edits }: Mutant): boolean {
  if (scenario.kind === "faults") return faultsNamed(scenario.faults).length === scenario.faults.length;
  const { point, service } = scenario;
  const isPlanted = edits.some(({ replace }) => replace.includes(`failpoint("${point}")`));
  return isPlanted || findPoints(root).some((one) => one.name === point && one.service === service);
}
