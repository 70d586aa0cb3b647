import { expect, test } from "vitest";
import { codePoints, isEmojiOnly, isInvisible } from "./visible.ts";

test("a text of which nothing can be seen is told apart from one with a letter, and from none", () => {
  for (const text of ["\u200B", "\u2060\u200D \u202E", "\u3164", "\u{E0041}"])
    expect(isInvisible(text)).toBe(true);
  for (const text of ["", "a\u200B", ".", "😀", "ً‌ا"]) expect(isInvisible(text)).toBe(false);
});

test("its code points are told, and not without end", () => {
  expect(codePoints("\u200B\u{E0041}")).toBe("U+200B U+E0041");
  expect(codePoints("\u200B".repeat(4_096))).toMatch(/^(U\+200B ){10}…$/);
});

test("one to three emoji are large, also those of several characters; digits are none", () => {
  for (const text of ["😀", " 👍🏽 ", "👩‍⚕️🇪🇸❤️"]) expect(isEmojiOnly(text)).toBe(true);
  for (const text of ["", "12", "#", "😀😀😀😀", "😀!"]) expect(isEmojiOnly(text)).toBe(false);
});
