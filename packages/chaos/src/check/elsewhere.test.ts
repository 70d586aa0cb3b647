import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { expect, test } from "vitest";
import type { Entry } from "../ledger/record.ts";
import { check } from "./check.ts";
import { factsOf } from "./facts.ts";
import { explainedOf, fatesOf } from "./intents.ts";

const visit: Entry = {
  ...{ type: "booked", key: "visit", patient: "ana", slotId: "slot", least: 1, most: 1 },
  ...{ dueAt: 5_000, at: 1 },
};
const said: Entry = { type: "said", intent: "first", patient: "ana", ref: "r", kind: "reminder", at: 5_001 };
const taken = (at: number, patient = "ana", intent = "by-sms"): Entry => ({
  ...{ type: "taken", channel: "sms", intent, patient, at },
});

function intent(intentId: string, state: string, rest: Partial<Intent> = {}): Intent {
  const about = {
    intentId,
    contactId: "c",
    channel: "whatsapp",
    sourceId: intentId,
    history: [],
    reason: "",
  };
  return { ...about, intentClass: "reminder", state: `INTENT_STATE_${state}`, ...rest } as never;
}
const first = intent("first", "SUPPRESSED", { reason: "said by sms" });
const bySms = intent("by-sms", "ACCEPTED", { channel: "sms", sourceId: "first" });

const reminders = (entries: readonly Entry[], intents: readonly Intent[] = [first, bySms]) => {
  const { missed, extra, early } = check([visit, ...entries], 1_000, Infinity, intents).reminders;
  return { missed, extra, early };
};
const none = { missed: 0, extra: 0, early: 0 };

test("a reminder that SMS has said and WhatsApp has not is not missed", () => {
  expect(reminders([taken(6_000)])).toEqual(none);
});

test("that the house says so is not enough: where no SMS was taken, it is missed", () => {
  expect(reminders([])).toEqual({ ...none, missed: 1 });
  expect(reminders([taken(6_000, "ben")])).toMatchObject({ missed: 1, extra: 1 });
});

test("said both ways it is one, and of a list from before it is told nothing", () => {
  expect(reminders([said, taken(6_000)])).toEqual(none);
  expect(reminders([said, taken(6_000)], [])).toEqual(none);
});

test("an SMS of a visit that nobody has, or before its time, is told", () => {
  const other = intent("by-other", "ACCEPTED", { channel: "sms", sourceId: "other" });
  expect(reminders([said, taken(6_000, "ana", "by-other")], [other])).toEqual({ ...none, extra: 1 });
  expect(reminders([said, taken(4_000)])).toEqual({ ...none, early: 1 });
});

test("an intent that another channel took twice is said twice, however long after", () => {
  const twice = (...entries: Entry[]) => check(entries, 1_000).twice;
  expect(twice(taken(1), taken(2, "ana", "by-mail"))).toMatchObject({ twice: 0, sends: 2, intents: 2 });
  expect(twice(taken(1), taken(90_000))).toMatchObject({ twice: 1, silent: 0 });
});

test("what WhatsApp took and nobody has read is left alone where no other channel was asked", () => {
  const leftUnread = (of: readonly Intent[], since?: number) =>
    fatesOf(of, factsOf([said]), since).leftUnread;
  const unread = intent("first", "DELIVERED");
  expect(leftUnread([unread], 6_000)).toBe(1);
  expect(leftUnread([unread, bySms], 6_000)).toBe(0);
  expect(leftUnread([unread, { ...bySms, sourceId: "other" }], 6_000)).toBe(1);
  expect(leftUnread([unread], 5_001)).toBe(0);
  expect(leftUnread([unread])).toBe(0);
  for (const state of ["READ", "SUPPRESSED"]) expect(leftUnread([intent("first", state)], 6_000)).toBe(0);
});

test("what another channel said was not given up, by either", () => {
  const facts = factsOf([taken(6_000)]);
  const nobodyKnows = { ...bySms, state: "INTENT_STATE_FAILED", reason: "nobody knows" } as never;
  expect(fatesOf([first, nobodyKnows], facts).unsaid.size).toBe(0);
  expect(fatesOf([first, nobodyKnows], factsOf([])).unsaid.size).toBe(2);
});

test("a reminder that nobody said explains no answer that is missing", () => {
  const answer: Entry = { ...said, intent: "answer", kind: "menu" };
  const facts = factsOf([answer]);
  const failed = { ...bySms, state: "INTENT_STATE_FAILED" } as never;
  const intents = [intent("answer", "READ", { intentClass: "reply" }), failed];
  const missing = new Map([["ana", 1]]);
  expect(explainedOf(missing, intents, facts, fatesOf(intents, facts))).toBe(0);
  const unsaid = [...intents, intent("other", "EXPIRED", { intentClass: "reply" })];
  expect(explainedOf(missing, unsaid, facts, fatesOf(unsaid, facts))).toBe(1);
});
