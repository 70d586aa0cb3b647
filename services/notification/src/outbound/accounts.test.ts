import { createLog } from "@careline/runtime";
import { expect, test } from "vitest";
import { sampleIntent } from "../domain/intent.fixture.ts";
import type { Tried } from "../domain/outcome.ts";
import { accounts } from "./accounts.ts";
import { triedOf } from "./tried-of.ts";

const reply = sampleIntent();
const reminder = sampleIntent({ intentClass: "reminder" });
const spanish = { name: "reminder", language: "es" };
const others = sampleIntent({ tenantId: "t2" });
const accepted: Tried = { kind: "accepted", held: false };
const refused = (code: number): Tried =>
  triedOf({ kind: "refused", code, reason: "refused", retry: "no", retryAfterMs: undefined });

function open() {
  const slowed: string[] = [];
  const doubted: string[] = [];
  const log = createLog("notification", { level: "silent" });
  const at = new Date("2026-11-26T12:00:00Z");
  const account = accounts(
    () => at,
    log,
    () => {},
    { taken: () => {}, slower: (number) => slowed.push(number) },
    (tenantId) => doubted.push(tenantId),
  );
  const isHeld = (intent: typeof reply) =>
    account.ask(intent, intent === reminder ? spanish : undefined).kind === "wait";
  return { slowed, doubted, account, isHeld };
}

test.each([0, 10, 104, 190, 200, 368, 401, 131_031, 131_042, 133_010])(
  "code %i is of the account: all of its clinic wait, and no other clinic's",
  (code) => {
    const { account, isHeld } = open();
    expect(account.learn(reply, "n", refused(code), undefined)).toMatchObject({
      again: "later",
      afterMs: 3_000,
    });
    expect([reply, reminder, others].map(isHeld)).toEqual([true, true, false]);
    account.learn(reminder, "n", accepted, undefined);
    expect(isHeld(reply)).toBe(false);
  },
);

test.each([132_001, 132_015, 132_016])(
  "code %i is of the template: answers and other languages go on, and WhatsApp is asked where it stands",
  (code) => {
    const { account, doubted, isHeld } = open();
    account.learn(reminder, "n", refused(code), spanish);
    account.learn(reply, "n", accepted, undefined);
    expect([reply, reminder].map(isHeld)).toEqual([false, true]);
    expect(account.ask(reminder, { ...spanish, language: "en" }).kind).toBe("send");
    expect(doubted).toEqual([reminder.tenantId]);
  },
);

test.each([100, 131_009, 131_026, 131_030, 131_047, 132_012])(
  "code %i is of one message: it holds nobody",
  (code) => {
    const { account, isHeld } = open();
    expect(account.learn(reminder, "n", refused(code), undefined)).toMatchObject({ again: "no" });
    expect([reply, reminder].map(isHeld)).toEqual([false, false]);
  },
);

test.each([4, 80_007, 130_429])("code %i slows its number down", (code) => {
  const { account, slowed, isHeld } = open();
  account.learn(reply, "n", refused(code), undefined);
  expect(slowed).toEqual(["n"]);
  expect(isHeld(reply)).toBe(false);
});
