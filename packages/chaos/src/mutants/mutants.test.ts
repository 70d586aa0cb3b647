import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
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
  for (const { source, planted } of plantedSources(edits)) expect(planted).not.toBe(source);
});

// Nobody checks their types, and a name that is not there fails at once: that would be another bug than the one that is meant.
test("no mutant uses a name that is not there", () => {
  const folder = mkdtempSync(join(tmpdir(), "careline-mutants-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const { name, edits } of allMutants)
    for (const { file, planted } of plantedSources(edits)) {
      mkdirSync(dirname(join(folder, name, file)), { recursive: true });
      writeFileSync(join(folder, name, file), planted);
    }
  const config = { env: { node: true, es2024: true }, rules: { "no-undef": "error" } };
  writeFileSync(
    join(folder, "names.json"),
    JSON.stringify({ ...config, categories: { correctness: "off" } }),
  );
  const oxlint = join(root, "node_modules", ".bin", "oxlint");
  const { stdout } = spawnSync(oxlint, ["-c", "names.json", "."], { cwd: folder, encoding: "utf8" });
  expect(stdout).toContain("0 warnings and 0 errors");
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

function plantedSources(edits: Mutant["edits"]) {
  const sources = new Map<string, { readonly source: string; readonly planted: string }>();
  for (const edit of edits) {
    const source = sources.get(edit.file)?.source ?? readFileSync(join(root, edit.file), "utf8");
    const planted = edited(sources.get(edit.file)?.planted ?? source, edit);
    sources.set(edit.file, { source, planted });
  }
  return [...sources].map(([file, both]) => ({ file, ...both }));
}
