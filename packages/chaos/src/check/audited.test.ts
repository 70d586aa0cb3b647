import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Intent } from "@careline/contracts/notification/v1/notification_service";
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
  const seen = auditedIn([folder], factsOf(said), []);
  expect(seen).toEqual({ sends: 5, missing: ["five"], unrecorded: 0, entries: 4 });
  expect(auditedIn([join(folder, "none")], factsOf(said), []).missing).toHaveLength(5);
  expect(auditedIn([join(folder, "none"), folder], factsOf(said), []).missing).toEqual(["five"]);
});

test("a step that the house took with an intent and did not record is told", () => {
  const taken = (intentId: string, ...states: string[]) =>
    ({ intentId, history: states.map((state) => ({ state: `INTENT_STATE_${state}` })) }) as never as Intent;
  const steps = (...intents: Intent[]) => auditedIn([folder], factsOf([]), intents).unrecorded;
  expect(steps(taken("one", "PLANNED", "SUBMITTING", "SENT", "READ"))).toBe(0);
  expect(steps(taken("two", "SUBMITTING", "ACCEPTED"), taken("three", "SUBMITTING", "SUBMITTING"))).toBe(2);
});
