import { createLog } from "@careline/runtime";
import { expect, test } from "vitest";
import { sampleIntent } from "../domain/intent.fixture.ts";
import type { Tried } from "../domain/outcome.ts";
import { accounts } from "./accounts.ts";
import { triedOf } from "./tried-of.ts";

const reply = sampleIntent();
const reminder = sampleIntent({ intentClass: "reminder" });
const others = sampleIntent({ tenantId: "t2" });
const accepted: Tried = { kind: "accepted", held: false };
const refused = (code: number): Tried =>
  triedOf({ kind: "refused", code, reason: "refused", retry: "no", retryAfterMs: undefined });

function open() {
  const slowed: string[] = [];
  const log = createLog("notification", { level: "silent" });
  const at = new Date("2026-11-26T12:00:00Z");
  const account = accounts(
    () => at,
    log,
    () => {},
    { taken: () => {}, slower: (number) => slowed.push(number) },
  );
  return { slowed, account, isHeld: (intent: typeof reply) => account.ask(intent).kind === "wait" };
}

test.each([0, 10, 104, 190, 200, 368, 401, 131_031, 131_042, 133_010])(
  "code %i is of the account: all of its clinic wait, and no other clinic's",
  (code) => {
    const { account, isHeld } = open();
    expect(account.learn(reply, "n", refused(code))).toMatchObject({ again: "later", afterMs: 15_000 });
    expect([reply, reminder, others].map(isHeld)).toEqual([true, true, false]);
    account.learn(reminder, "n", accepted);
    expect(isHeld(reply)).toBe(false);
  },
);

test.each([132_001, 132_015, 132_016])("code %i is of the template: answers go on", (code) => {
  const { account, isHeld } = open();
  account.learn(reminder, "n", refused(code));
  account.learn(reply, "n", accepted);
  expect([reply, reminder].map(isHeld)).toEqual([false, true]);
});

test.each([100, 131_009, 131_026, 131_030, 131_047, 132_012])(
  "code %i is of one message: it holds nobody",
  (code) => {
    const { account, isHeld } = open();
    expect(account.learn(reminder, "n", refused(code))).toMatchObject({ again: "no" });
    expect([reply, reminder].map(isHeld)).toEqual([false, false]);
  },
);

test.each([4, 80_007, 130_429])("code %i slows its number down", (code) => {
  const { account, slowed, isHeld } = open();
  account.learn(reply, "n", refused(code));
  expect(slowed).toEqual(["n"]);
  expect(isHeld(reply)).toBe(false);
});
