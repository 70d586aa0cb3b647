import { expect, test } from "vitest";
import { type Consent, current, type Decision } from "./consent.ts";

const decided = (decision: Decision, at: string): Consent => ({
  consentId: `${decision}-${at}`,
  tenantId: "t1",
  contactId: "c1",
  purpose: "care",
  decision,
  wordingVersion: "2026-11",
  source: "whatsapp",
  sourceMessageRef: "ref",
  at: new Date(at),
});
const monday = "2026-11-23T10:00:00Z";
const tuesday = "2026-11-24T10:00:00Z";

test("nobody who was never asked has decided", () => {
  expect(current([])).toBeUndefined();
});

test("the latest decision counts, in whatever order they were heard", () => {
  const decisions = [decided("withdrawn", tuesday), decided("granted", monday)];
  expect(current(decisions)?.decision).toBe("withdrawn");
  expect(current(decisions.toReversed())?.decision).toBe("withdrawn");
});

test("of two in the same moment the stricter one counts", () => {
  expect(current([decided("granted", monday), decided("withdrawn", monday)])?.decision).toBe("withdrawn");
});
