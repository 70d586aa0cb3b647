import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openLedger, readLedger, refuseOld } from "./ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "careline-ledger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what writers put down is read back, a second opening goes on at the end", async () => {
  const file = join(folder, "one.jsonl");
  for (const id of ["a", "b"]) {
    const ledger = openLedger(file);
    ledger.add({ type: "accepted", id, at: 1 });
    await ledger.close();
  }
  const ids = (await readLedger([file, join(folder, "none.jsonl")])).map(
    (entry) => "id" in entry && entry.id,
  );
  expect(ids).toEqual(["a", "b"]);
});

test("a broken line makes the run worthless", async () => {
  const file = join(folder, "broken.jsonl");
  appendFileSync(file, `{"type":"acc\n`);
  await expect(readLedger([file])).rejects.toThrow("broken line");
});

test("the ledger of an earlier run is not gone on with", async () => {
  const file = join(folder, "earlier.jsonl");
  expect(() => refuseOld([file])).not.toThrow();
  await openLedger(file).close();
  expect(() => refuseOld([join(folder, "none.jsonl"), file])).toThrow("an earlier run's");
});
