import { describe, expect, test } from "vitest";
import type { Entry, SaidKind } from "../ledger/record.ts";
import type { AnswerKind } from "@careline/local/storm/script";
import { check } from "./check.ts";

const waitMs = 25_000;

/** A ledger in which each of these messages was taken on and answered, a second apart. */
function conversation(
  kinds: readonly AnswerKind[],
  said: readonly SaidKind[] = kinds,
  patient = "ana",
): Entry[] {
  return [
    ...kinds.flatMap((kind, index): Entry[] => [
      { type: "asked", id: `${patient}-${index}`, patient, kind, at: 1_000 * index },
      { type: "accepted", id: `${patient}-${index}`, at: 1_000 * index + 10 },
    ]),
    ...said.map((kind, index): Entry =>
      sent(`${patient}-intent-${index}`, kind, 1_000 * index + 50, patient),
    ),
  ];
}

function sent(intent: string, kind: SaidKind, at: number, patient = "ana"): Entry {
  return { type: "said", intent, patient, ref: `${intent}@${at}`, kind, at };
}

const four: AnswerKind[] = ["consent", "type", "time", "words"];
const counts = (entries: readonly Entry[]) => {
  const { answers, twice, reminders } = check(entries, waitMs);
  const { lost, extra, disordered } = answers;
  return { lost, extra, disordered, twice: twice.twice, silent: twice.silent, missed: reminders.missed };
};
const clean = { lost: 0, extra: 0, disordered: 0, twice: 0, silent: 0, missed: 0 };

test("one answer of its kind for each message, in order, is as it should be", () => {
  expect(counts(conversation(four))).toEqual(clean);
  expect(check(conversation(four), waitMs).answers.latencies.map(({ ms }) => ms)).toEqual([50, 50, 50, 50]);
});

test("an answer that is missing is lost", () => {
  expect(counts(conversation(four, ["consent", "type", "words"]))).toEqual({ ...clean, lost: 1 });
});

test("an answer that nobody asked for is one too many, to a stranger too", () => {
  const once = conversation(four, [...four, "words"]);
  expect(counts(once)).toEqual({ ...clean, extra: 1 });
  expect(counts([...conversation(four), sent("other", "menu", 9_000, "ben")])).toEqual({
    ...clean,
    extra: 1,
  });
});

test("answers the wrong way round are told, also when one that is lost hides behind one that is doubled", () => {
  expect(counts(conversation(four, ["consent", "time", "type", "words"]))).toEqual({
    ...clean,
    disordered: 1,
  });
  const asked: AnswerKind[] = ["time", "words", "menu", "time", "words"];
  expect(counts(conversation(asked, ["time", "menu", "time", "words", "words"]))).toEqual({
    ...clean,
    disordered: 1,
  });
});

test("the same answer in another order of two patients is no disorder", () => {
  expect(counts([...conversation(four), ...conversation(["consent"], ["consent"], "ben")])).toEqual(clean);
});

test("an intent that was accepted twice is said twice, but for one that had been silent long enough", () => {
  const again = (at: number) => sent("ana-intent-0", "consent", at);
  const told: Entry = { type: "told", ref: "ana-intent-0@50", status: "sent", at: 20_000 };
  expect(counts([...conversation(four), again(5_000)])).toEqual({ ...clean, twice: 1 });
  expect(counts([...conversation(four), again(50_000)])).toEqual({ ...clean, silent: 1 });
  expect(counts([...conversation(four), told, again(50_000)])).toEqual({ ...clean, twice: 1 });
});

test("a message without a 200 may be answered or not", () => {
  const open: Entry = { type: "asked", id: "open", patient: "ana", kind: "menu", at: 9_000 };
  expect(counts([...conversation(four), open])).toEqual(clean);
  expect(counts([...conversation(four, [...four, "menu"]), open])).toEqual(clean);
});

describe("visits", () => {
  const booked = (least: 0 | 1, at: number, key = "visit", patient = "ana"): Entry => ({
    ...{ type: "booked", key, patient, least, most: least, dueAt: 5_000, at },
    ...(least === 1 && { slotId: "slot" }),
  });
  const reminders = (...entries: Entry[]) => {
    const { missed, extra, early, doubleBooked } = check(entries, waitMs).reminders;
    return { missed, extra, early, doubleBooked };
  };
  const none = { missed: 0, extra: 0, early: 0, doubleBooked: 0 };

  test("a reminder that does not come, comes early, or comes of a cancelled visit is told", () => {
    expect(reminders(booked(1, 1))).toEqual({ ...none, missed: 1 });
    expect(reminders(booked(1, 1), sent("r", "reminder", 5_001))).toEqual(none);
    expect(reminders(booked(1, 1), sent("r", "reminder", 4_000))).toEqual({ ...none, early: 1 });
    expect(reminders(booked(1, 1), booked(0, 2), sent("r", "reminder", 5_001))).toEqual({
      ...none,
      extra: 1,
    });
  });

  test("what falls due later is not missed yet", () => {
    expect(check([booked(1, 1)], waitMs, 4_000).reminders.missed).toBe(0);
    expect(check([booked(1, 1)], waitMs, 6_000).reminders.missed).toBe(1);
  });

  test("one time for two visits is told", () => {
    const both = [booked(1, 1), booked(1, 2, "other", "ben")];
    const said = [sent("r", "reminder", 5_001), sent("s", "reminder", 5_001, "ben")];
    expect(reminders(...both, ...said)).toEqual({ ...none, doubleBooked: 1 });
  });
});
