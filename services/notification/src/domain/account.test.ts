import { expect, test } from "vitest";
import { type AccountHold, askHold, holdAfter } from "./account.ts";
import type { Tried } from "./outcome.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 26, 12) + seconds * 1_000);
const expired: Tried & { kind: "refused" } = {
  ...{ kind: "refused", code: 190, reason: "Access token has expired (trace A)", again: "no" },
  ...{ afterMs: undefined, fault: "account" },
};
const held: AccountHold = holdAfter(undefined, expired, at(0));

test("a refusal holds what follows, with what is wrong", () => {
  expect(askHold(held, false, at(2)).verdict).toEqual({
    ...{ kind: "wait", until: at(3), reason: "held: Access token has expired (trace A)" },
  });
});

test("refusals of what was on its way when it began say nothing new", () => {
  expect(holdAfter(held, expired, at(1))).toBe(held);
});

test("after a while one tries for all; the others wait for what it learns", () => {
  const first = askHold(held, false, at(3));
  expect(first.verdict.kind).toBe("send");
  expect(askHold(first.hold, false, at(3)).verdict).toMatchObject({ kind: "wait", until: at(5) });
});

test("a try that was refused waits longer, up to five minutes, with the same words", () => {
  let hold = held;
  const pauses = [6, 15, 30, 60, 120, 300, 300].map(() => {
    const now = hold.tryAt;
    hold = holdAfter(askHold(hold, false, now).hold, { ...expired, reason: "trace B" }, now);
    return (hold.tryAt.getTime() - now.getTime()) / 1_000;
  });
  expect(pauses).toEqual([6, 15, 30, 60, 120, 300, 300]);
  expect(hold.reason).toBe(held.reason);
});

test("a try that came to nothing leaves the next one to another", () => {
  const trying = askHold(held, false, at(3)).hold;
  expect(askHold(trying, false, at(5)).verdict.kind).toBe("send");
});

test("what is urgent always tries", () => {
  expect(askHold(held, true, at(1)).verdict.kind).toBe("send");
});
