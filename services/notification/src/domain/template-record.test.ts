import { expect, test } from "vitest";
import {
  afterFailure,
  afterLoss,
  afterSeen,
  approvedHere,
  draftOf,
  type Seen,
  type TemplateRecord,
} from "./template-record.ts";
import { reasonInWords, stateOfWord } from "./template-words.ts";

const at = new Date("2026-11-26T12:00:00Z");
const later = new Date("2026-11-26T13:00:00Z");
const draft = draftOf({ name: "day_v1", language: "es" }, "UTILITY");
const see = (record: TemplateRecord, seen: Seen) => afterSeen(record, seen, at) ?? record;
const approved = see(draft, { state: "approved", category: "UTILITY", quality: "UNKNOWN" });

test("what WhatsApp has already is adopted, with nobody's approval", () => {
  expect(approved).toMatchObject({ state: "approved", category: "UTILITY", changedAt: at });
  expect(approved.history.map(({ state }) => state)).toEqual(["approved"]);
});

test("the same again is no news, and quality is kept without a step", () => {
  expect(
    afterSeen(approved, { state: "approved", category: "UTILITY", quality: "UNKNOWN" }, at),
  ).toBeUndefined();
  const red = see(approved, { state: "approved", quality: "RED" });
  expect([red.quality, red.history.length]).toEqual(["RED", 1]);
});

test("from a draft to approved: by the clinic, submitted, by WhatsApp", () => {
  const here = approvedHere(draft, "staff-7", at);
  expect(here).toMatchObject({ state: "approved-here", submitAt: at, reason: "approved by staff-7" });
  const submitted = here && see(here, { state: "submitted" });
  expect(submitted).toMatchObject({ state: "submitted", submitAt: undefined });
  const done = submitted && see(submitted, { state: "approved" });
  expect(done?.history.map(({ state }) => state)).toEqual(["approved-here", "submitted", "approved"]);
  expect(done && approvedHere(done, "staff-7", at)).toBeUndefined();
});

test("a submission that fails for now is tried again, later each time; one that is refused is rejected", () => {
  let record = approvedHere(draft, "staff-7", at) ?? draft;
  const pauses: number[] = [];
  for (let each = 0; each < 9; each++) {
    record = afterFailure(record, { isForGood: false, reason: "away" }, at) ?? record;
    pauses.push(((record.submitAt?.getTime() ?? 0) - at.getTime()) / 1_000);
  }
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600]);
  expect(record).toMatchObject({ state: "approved-here", reason: "not submitted yet: away" });
  const refused = afterFailure(record, { isForGood: true, reason: "too many variables" }, at);
  expect(refused).toMatchObject({ state: "rejected", reason: "too many variables", submitAt: undefined });
  expect(refused && approvedHere(refused, "staff-7", at)?.state).toBe("approved-here");
});

test("another category is shown with the one before", () => {
  expect(see(approved, { category: "MARKETING" })).toMatchObject({
    ...{ state: "approved", category: "MARKETING", previousCategory: "UTILITY" },
    reason: "WhatsApp takes it for MARKETING, not UTILITY",
  });
});

test("what WhatsApp had and does not name any more is gone, unless it came after it was asked", () => {
  expect(afterLoss(approved, later, later)?.state).toBe("disabled");
  expect(afterLoss(approved, at, later)).toBeUndefined();
  for (const record of [draft, approvedHere(draft, "staff-7", at) ?? draft])
    expect(afterLoss(record, later, later)).toBeUndefined();
});

test("WhatsApp's words become ours", () => {
  expect(["APPROVED", "REINSTATED", "IN_APPEAL", "LOCKED", "DELETED", "FLAGGED"].map(stateOfWord)).toEqual([
    ...["approved", "approved", "rejected", "paused", "disabled", undefined],
  ]);
  expect(reasonInWords("FIRST_PAUSE", undefined, "NONE")).toBe(
    "paused for three hours, as people did not like it",
  );
  expect(reasonInWords(undefined, "PROMOTIONAL", "Leave out the offer.")).toBe(
    "WhatsApp takes it for advertising: Leave out the offer.",
  );
});
