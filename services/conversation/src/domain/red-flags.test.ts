import { expect, test } from "vitest";
import { redFlagIn } from "./red-flags.ts";
import { harmless, urgent } from "./red-flags.table.ts";

test.each(urgent)("%s is heard in: %s", (alarm, sentence) => {
  expect(redFlagIn(sentence)?.alarm).toBe(alarm);
});

test.each(harmless)("no alarm in: %s", (sentence) => {
  expect(redFlagIn(sentence)).toBeUndefined();
});

test("the answer can be given in the language of the alarm", () => {
  expect(redFlagIn("me duele el pecho")?.language).toBe("es");
  expect(redFlagIn("MY CHEST HURTS!!")?.language).toBe("en");
});

test("a long hostile text is looked through in little time", () => {
  const started = performance.now();
  redFlagIn("no puedo dolor pecho cara boca sangre ".repeat(2_000));
  expect(performance.now() - started).toBeLessThan(500);
});
