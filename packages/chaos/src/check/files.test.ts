import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { expect, test } from "vitest";
import type { Entry } from "../ledger/record.ts";
import { factsOf } from "./facts.ts";
import { filesIn } from "./files.ts";
import { statesOf } from "./stored-files.ts";

function photos(patient: string, count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => `${patient}-${index}`).flatMap((id): Entry[] => [
    { type: "asked", id, patient, kind: "file", at: 1 },
    { type: "accepted", id, at: 2 },
    { type: "said", intent: `intent-of-${patient}`, patient, ref: id, kind: "file", at: 3 },
  ]);
}

const facts = factsOf([...photos("ana", 2), ...photos("ben", 1)]);
const intents = ["ana", "ben"].map(
  (patient) => ({ intentId: `intent-of-${patient}`, contactId: `c-${patient}` }) as Intent,
);
const stored = (contactId: string) => ({ contactId, state: "stored" });

test("each photo with a 200 can be looked at", () => {
  const files = [stored("c-ana"), stored("c-ana"), stored("c-ben")];
  expect(filesIn(facts, intents, files, new Set())).toEqual({ sent: 3, missing: 0 });
});

test("one that is gone, or another's, is missing; who was erased has none", () => {
  const files = [stored("c-ana"), { contactId: "c-ana", state: "gone" }, stored("c-ben"), stored("c-ben")];
  expect(filesIn(facts, intents, files, new Set())).toEqual({ sent: 3, missing: 1 });
  expect(filesIn(facts, intents, [], new Set(["ana"]))).toEqual({ sent: 1, missing: 1 });
});

test("a file that is said to be stored, and of which nothing lies there, cannot be looked at", () => {
  const about = { tenantId: "clinic", state: "stored" };
  const told = [
    { ...about, _id: "m1", contactId: "c-ana" },
    { ...about, _id: "m2", contactId: "c-ana" },
    { ...about, _id: "m3", contactId: "c-ben" },
  ];
  const kept = ["clinic/c-ana/m1/v1", "clinic/c-ana/m1/v2", "clinic/c-ben/m2/v1", "clinic/c-ben/m3/v1"];
  expect(filesIn(facts, intents, statesOf(told, kept), new Set()).missing).toBe(1);
  const whole = [...kept, "clinic/c-ana/m2/v1"];
  expect(filesIn(facts, intents, statesOf(told, whole), new Set()).missing).toBe(0);
});
