import { expect, test } from "vitest";
import { harmlessEveryday } from "./red-flags-everyday.table.ts";
import { urgentVoices } from "./red-flags-voices.table.ts";
import { redFlagIn } from "./red-flags.ts";
import { harmless, urgent } from "./red-flags.table.ts";

const allUrgent = [...urgent, ...urgentVoices];

test.each(allUrgent)("%s is heard in: %s", (alarm, sentence) => {
  expect(redFlagIn(sentence)?.alarm).toBe(alarm);
});

test.each([...harmless, ...harmlessEveryday])("no alarm in: %s", (sentence) => {
  expect(redFlagIn(sentence)).toBeUndefined();
});

const noises: readonly (readonly [string, (sentence: string) => string])[] = [
  ["in capitals", (sentence) => sentence.toUpperCase()],
  ["without accents", (sentence) => sentence.normalize("NFD").replace(/\p{M}/gu, "")],
  ["with letters held down", (sentence) => sentence.replace(/[aeiou]\b/gu, (vowel) => vowel.repeat(5))],
  ["with emoji between", (sentence) => sentence.replaceAll(" ", " 😭 ")],
  ["in the middle of talk", (sentence) => `hola este mire buenas le cuento ${sentence} y pues eso ok bye`],
];

test.each(noises)("danger is heard %s", (_, noisy) => {
  const missed = allUrgent.map(([, sentence]) => noisy(sentence)).filter((said) => !redFlagIn(said));
  expect(missed).toEqual([]);
});

test("the answer can be given in the language of the alarm", () => {
  expect(redFlagIn("me duele el pecho")?.language).toBe("es");
  expect(redFlagIn("MY CHEST HURTS!!")?.language).toBe("en");
});

test("fear of dying for want of air is no wish to die", () => {
  expect(redFlagIn("I feel like I'm gonna die, can't get any air")?.alarm).toBe("breathing");
  expect(redFlagIn("I'm going to die, I want to")?.alarm).toBe("suicide");
});

test("a long hostile text is looked through in little time", () => {
  const started = performance.now();
  redFlagIn("no puedo dolor pecho cara boca sangre ".repeat(2_000));
  redFlagIn("cayo golpe cabeza no contesta piso se corto cut hit her head ".repeat(2_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
