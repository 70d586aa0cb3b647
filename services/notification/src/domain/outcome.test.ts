import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { sampleIntent } from "./intent.fixture.ts";
import { afterTry, backoffMs, type Tried } from "./outcome.ts";

const now = new Date("2026-11-26T12:00:00Z");
const refused = (again: "no" | "backoff" | "later", afterMs?: number, code = 130_429): Tried => ({
  ...{ kind: "refused", code, reason: "Rate limit hit" },
  ...{ again, afterMs },
});
const submitting = (attempts: number) => sampleIntent({ state: "submitting", attempts });
const tried = (outcome: Tried, attempts = 1) => afterTry(submitting(attempts), attempts, outcome, now, 0);

test("an accepted send waits for its statuses, an open fate for its webhook", () => {
  expect(tried({ kind: "accepted", held: false })?.state).toBe("accepted");
  expect(tried({ kind: "uncertain", reason: "timed out" })?.state).toBe("uncertain");
});

test("a refusal for good fails with its code and reason", () => {
  expect(tried(refused("no"))).toMatchObject({
    ...{ state: "failed", errorCode: 130_429, reason: "Rate limit hit" },
  });
});

test("a refusal for now is tried again when WhatsApp says, at most eight times", () => {
  expect(tried(refused("later", 4_000))).toMatchObject({
    state: "planned",
    notBefore: new Date("2026-11-26T12:00:04Z"),
  });
  expect(tried(refused("backoff"), 8)?.state).toBe("failed");
});

test("what the account is refused for does not count against the message", () => {
  for (const fault of ["account", "template"] as const)
    expect(tried({ ...refused("later", 15_000), fault } as Tried, 30)?.state).toBe("planned");
});

test("too fast for a number waits as long as WhatsApp says, and longer each time", () => {
  const pauses = [1, 2, 3, 8].map((attempt) => {
    const after = tried({ ...refused("later", 1_000), fault: "pace" } as Tried, attempt);
    return after?.state === "failed" ? after.state : (after?.notBefore.getTime() ?? 0) - now.getTime();
  });
  expect(pauses).toEqual([1_000, 1_000, 2_000, "failed"]);
});

test("too fast to one person waits 1, 4, 16 … seconds", () => {
  const pauses = [1, 2, 3, 4, 5, 6].map((attempt) => {
    const after = tried(refused("later", 4_000, 131_056), attempt);
    return ((after?.notBefore.getTime() ?? 0) - now.getTime()) / 1_000;
  });
  expect(pauses).toEqual([1, 4, 16, 64, 256, 300]);
});

test("a pause that would outlast the use of a message ends it at once, with what refused it", () => {
  const dying = { ...submitting(1), expiresAt: new Date("2026-11-26T12:00:03Z") };
  expect(afterTry(dying, 1, refused("later", 4_000), now, 0)).toMatchObject({
    ...{ state: "expired", errorCode: 130_429 },
    reason: "Rate limit hit; later would be too late",
  });
});

test("an answer counts for its own attempt only, and not against a status that came first", () => {
  const accepted: Tried = { kind: "accepted", held: false };
  expect(afterTry(submitting(2), 1, accepted, now, 0)).toBeUndefined();
  expect(afterTry(sampleIntent({ state: "delivered", attempts: 1 }), 1, accepted, now, 0)).toBeUndefined();
  const uncertain = sampleIntent({ state: "uncertain", attempts: 1 });
  expect(afterTry(uncertain, 1, accepted, now, 0)?.state).toBe("accepted");
  expect(afterTry(uncertain, 1, { kind: "unsent" }, now, 0)?.state).toBe("planned");
});

property.prop([fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true })])(
  "a pause is never shorter than half a second nor longer than five minutes",
  (attempts, chance) => {
    expect(backoffMs(attempts, chance)).toBeGreaterThanOrEqual(500);
    expect(backoffMs(attempts, chance)).toBeLessThanOrEqual(300_000);
  },
);
