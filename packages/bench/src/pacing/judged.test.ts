import { expect, test } from "vitest";
import { eachOnce, neverTooFast, outOfOrder } from "./judged.ts";
import { codes } from "./limits.ts";
import type { Scene } from "./scenes.ts";

const sent = (callbackData: string, atMs: number, body = "answer 1", to = "ana") => ({
  ...{ to, wamid: "w", callbackData, body, atMs },
});
const scene = (taken: ReturnType<typeof sent>[], refused: number[] = []): Scene => ({
  watched: { taken, refused },
  reminders: new Map([["r", 0]]),
  answers: new Map([["a", 500]]),
});

test("one that is missing, said twice or unasked for is found", () => {
  expect(eachOnce("x", scene([sent("r", 1), sent("a", 2)])).ok).toBe(true);
  for (const wrong of [[sent("r", 1)], [sent("r", 1), sent("a", 2), sent("a", 3)]])
    expect(eachOnce("x", scene(wrong)).ok).toBe(false);
  expect(eachOnce("x", scene([sent("r", 1), sent("a", 2), sent("b", 3)])).detail).toContain("1 unasked");
});

test("of a broadcast that goes on, what has not gone out is not missed; an answer is, and so is what was said twice", () => {
  const goesOn = { isWhole: false };
  expect(eachOnce("x", scene([sent("a", 2)]), goesOn).ok).toBe(true);
  expect(eachOnce("x", scene([sent("r", 2)]), goesOn).ok).toBe(false);
  expect(eachOnce("x", scene([sent("a", 2), sent("r", 2), sent("r", 3)]), goesOn).ok).toBe(false);
});

test("answers to one person must come in their order", () => {
  const body = (number: number, to = "ana") => ({ to, body: `{"body":"answer ${number}"}` });
  expect(outOfOrder([body(1), body(1, "ben"), body(2), body(10)])).toBe(0);
  expect(outOfOrder([body(1), body(3), body(2), body(4)])).toBe(1);
});

test("what came in counts with what went out, and a refusal tells of a second that was not seen", () => {
  const taken = [sent("r", 1), sent("a", 600)];
  expect(neverTooFast("x", scene(taken), 3).ok).toBe(true);
  expect(neverTooFast("x", scene(taken), 2).ok).toBe(false);
  expect(neverTooFast("x", scene(taken, [codes.tooFast]), 3).ok).toBe(false);
});
