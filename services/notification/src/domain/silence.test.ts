import { expect, test } from "vitest";
import { sampleIntent } from "./intent.fixture.ts";
import { afterSilence, isWaitedFor, patienceMs } from "./silence.ts";

const now = new Date("2026-11-26T12:00:00Z");
const open = (change = {}) => sampleIntent({ state: "uncertain", attempts: 1, ...change });

test("after long silence what still helps is said again", () => {
  const notBefore = new Date("2026-11-26T12:00:05Z");
  expect(afterSilence(open(), false, now)).toMatchObject({ state: "planned", notBefore });
  expect(afterSilence(open({ expiresAt: now }), false, now)?.state).toBe("expired");
  expect(afterSilence(open({ attempts: 8 }), false, now)?.state).toBe("failed");
});

test("an old answer is not said after newer ones, what a person wrote is theirs to repeat", () => {
  expect(afterSilence(open(), true, now)).toMatchObject({
    state: "failed",
    reason: "nobody knows whether it arrived, and later answers went out",
  });
  expect(afterSilence(open({ intentClass: "staff" }), false, now)?.state).toBe("failed");
});

test("a status that came meanwhile has settled it", () => {
  expect(afterSilence(open({ state: "delivered" }), false, now)).toBeUndefined();
});

test("guidance in an emergency is said again sooner", () => {
  expect(patienceMs(true, 600_000)).toBe(30_000);
  expect(patienceMs(false, 600_000)).toBe(600_000);
});

test("guidance in an emergency is said again, whatever went out meanwhile", () => {
  expect(afterSilence(open({ intentClass: "emergency" }), true, now)).toMatchObject({
    ...{ state: "planned", notBefore: now },
  });
});

test("later answers wait for an open fate a while, and when its silence is about to be decided", () => {
  const since = (ms: number) => new Date(now.getTime() - ms);
  const waited = [29_999, 30_000, 599_999, 600_000].map((ms) => isWaitedFor(since(ms), 600_000, now));
  expect(waited).toEqual([true, false, false, true]);
});
