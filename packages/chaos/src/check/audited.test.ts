import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { auditedIn } from "./audited.ts";
import { factsOf } from "./facts.ts";

const folder = mkdtempSync(join(tmpdir(), "careline-audited-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bundle(...intents: readonly string[]): Buffer {
  const entries = intents.map((id) => {
    const entry = { eventId: id, action: "message.submitted", resource: { type: "intent", id } };
    const text = Buffer.from(JSON.stringify(entry));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(text.length);
    return Buffer.concat([length, text]);
  });
  return Buffer.concat(entries);
}

test("a send that the published log does not know is told", () => {
  mkdirSync(join(folder, "tile/entries/001.p"), { recursive: true });
  writeFileSync(join(folder, "tile/entries/000"), bundle("one", "two"));
  writeFileSync(join(folder, "tile/entries/001.p/1"), bundle("three"));
  writeFileSync(join(folder, "tile/entries/001.p/2"), bundle("three", "four"));
  const said = ["one", "two", "three", "four", "five"].map((intent, at) => ({
    ...({ type: "said", patient: "ana", kind: "menu" } as const),
    ...{ intent, ref: intent, at },
  }));
  expect(auditedIn(folder, factsOf(said))).toEqual({ sends: 5, missing: ["five"], entries: 4 });
  expect(auditedIn(join(folder, "none"), factsOf(said)).missing).toHaveLength(5);
});
