import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { expect, test } from "vitest";
import type { Entry } from "../ledger/record.ts";
import { check } from "./check.ts";
import { factsOf } from "./facts.ts";
import { fatesOf } from "./intents.ts";
import { problemsIn } from "./outcome.ts";

const said: Entry = { type: "said", intent: "i1", patient: "p", ref: "r1", kind: "menu", at: 1 };
const told = (status: string, at: number): Entry => ({ type: "told", ref: "r1", status, at });
const intentIn = (state: string) =>
  ({ intentId: "i1", contactId: "c", state, reason: "", history: [] }) as never as Intent;
const fates = (state: string, ...entries: Entry[]) => fatesOf([intentIn(state)], factsOf([said, ...entries]));

test("an intent whose last status took back an earlier one stands behind what was told", () => {
  const late = [told("read", 2), told("sent", 3)];
  expect(fates("INTENT_STATE_SENT", ...late).behind).toBe(1);
  expect(fates("INTENT_STATE_READ", ...late).behind).toBe(0);
});

test("what WhatsApp has not told yet is not missed, and neither is one that failed", () => {
  const pending: Entry = { type: "status", ref: "r1", status: "read", at: 2 };
  expect(fates("INTENT_STATE_ACCEPTED", pending).behind).toBe(0);
  expect(fates("INTENT_STATE_FAILED", told("sent", 2)).behind).toBe(0);
});

test("an intent without an end is unsettled", () => {
  expect(fates("INTENT_STATE_UNCERTAIN")).toMatchObject({ unsettled: 1, behind: 0 });
});

test("a send that could not be delivered is known to have failed, once WhatsApp has told so", () => {
  const failed = (type: "status" | "told", ref = "r1"): Entry => ({ type, ref, status: "failed", at: 2 });
  const judged = (state: string, mayGiveUp: boolean, ...entries: Entry[]) => {
    const files = { sent: 0, missing: 0 };
    const verdict = check([said, ...entries], 1_000);
    return problemsIn({ verdict, fates: fates(state, ...entries), files, explained: 0, mayGiveUp });
  };
  const missed = "1 sends were not delivered";
  const told = [failed("status"), failed("told")];
  expect(judged("INTENT_STATE_FAILED", true, ...told)).not.toContain(missed);
  expect(judged("INTENT_STATE_SENT", true, ...told)).toContain(missed);
  expect(judged("INTENT_STATE_FAILED", false, ...told)).toContain(missed);
  expect(judged("INTENT_STATE_ACCEPTED", true, failed("status"))).not.toContain(missed);
  const again: Entry = { ...said, ref: "r2", at: 3 };
  expect(judged("INTENT_STATE_SENT", true, ...told, again)).not.toContain(missed);
});
