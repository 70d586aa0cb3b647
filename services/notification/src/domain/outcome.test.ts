import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { afterSilence, afterTry, backoffMs, type Tried } from "./outcome.ts";
import { sampleIntent } from "./samples.ts";

const now = new Date("2026-11-26T12:00:00Z");
const refused = (again: "no" | "backoff" | "later", afterMs?: number): Tried => ({
  kind: "refused",
  code: 130_429,
  reason: "Rate limit hit",
  again,
  afterMs,
});

test("an accepted send waits for its statuses, an open fate for its webhook", () => {
  expect(afterTry(sampleIntent(), { kind: "accepted", held: false }, now, 0).state).toBe("accepted");
  expect(afterTry(sampleIntent(), { kind: "uncertain", reason: "timed out" }, now, 0).state).toBe(
    "uncertain",
  );
});

test("a refusal for good fails with its code and reason", () => {
  const after = afterTry(sampleIntent({ attempts: 1 }), refused("no"), now, 0);
  expect(after).toMatchObject({ state: "failed", errorCode: 130_429, reason: "Rate limit hit" });
});

test("a refusal for now is tried again when WhatsApp says, at most eight times", () => {
  const after = afterTry(sampleIntent({ attempts: 1 }), refused("later", 4_000), now, 0);
  expect(after).toMatchObject({ state: "planned", notBefore: new Date("2026-11-26T12:00:04Z") });
  expect(afterTry(sampleIntent({ attempts: 8 }), refused("backoff"), now, 0).state).toBe("failed");
});

test("after long silence what still helps is said again, what a person wrote is theirs to repeat", () => {
  const open = { state: "uncertain" as const, attempts: 1 };
  expect(afterSilence(sampleIntent(open), now)).toMatchObject({ state: "planned", notBefore: now });
  expect(afterSilence(sampleIntent({ ...open, intentClass: "staff" }), now).state).toBe("failed");
  expect(afterSilence(sampleIntent({ ...open, expiresAt: now }), now).state).toBe("expired");
});

property.prop([fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true })])(
  "a pause is never shorter than half a second nor longer than five minutes",
  (attempts, chance) => {
    expect(backoffMs(attempts, chance)).toBeGreaterThanOrEqual(500);
    expect(backoffMs(attempts, chance)).toBeLessThanOrEqual(300_000);
  },
);
