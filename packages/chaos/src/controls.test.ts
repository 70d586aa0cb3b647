import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { plantedControls } from "./controls.ts";
import { openLedger } from "./ledger/ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "careline-controls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("in a clean ledger every kind of planted failure is seen, in an empty one none", async () => {
  const file = join(folder, "ledger.jsonl");
  const ledger = openLedger(file);
  for (const [index, kind] of (["consent", "type", "time"] as const).entries()) {
    const at = index * 1_000;
    ledger.add({ type: "asked", id: kind, patient: "ana", kind, at });
    ledger.add({ type: "accepted", id: kind, at: at + 1 });
    ledger.add({ type: "said", intent: kind, patient: "ana", ref: kind, kind, at: at + 2 });
  }
  await ledger.close();
  const found = await plantedControls([file]);
  expect(found.filter(({ isFound }) => !isFound)).toEqual([]);
  expect(found).toHaveLength(6);
  expect((await plantedControls([])).some(({ isFound }) => isFound)).toBe(false);
});
