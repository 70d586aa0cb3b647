import { describe, expect, test } from "vitest";
import { redFlagIn } from "./red-flags.ts";
import { harmless, urgent } from "./red-flags.table.ts";

describe("wording of danger is an alarm", () => {
  for (const [alarm, sentence] of urgent) {
    test(`${alarm}: ${sentence}`, () => expect(redFlagIn(sentence)?.alarm).toBe(alarm));
  }
});

describe("everyday wording is none", () => {
  for (const sentence of harmless) {
    test(sentence, () => expect(redFlagIn(sentence)).toBeUndefined());
  }
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
