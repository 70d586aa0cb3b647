import { expect, test } from "vitest";
import { blocksOf, piecesOf, plainWords } from "./markup.ts";

test("bold, italic and links are found, and prose around them kept", () => {
  expect(piecesOf("Hi *Ana*, _see_ https://example.org/a?b=1.")).toEqual([
    { kind: "plain", text: "Hi " },
    { kind: "bold", text: "Ana" },
    { kind: "plain", text: ", " },
    { kind: "italic", text: "see" },
    { kind: "plain", text: " " },
    { kind: "link", text: "https://example.org/a?b=1" },
    { kind: "plain", text: "." },
  ]);
});

test("stars that stand for themselves, and names with underscores, stay as they are", () => {
  for (const text of ["2 * 3 * 4", "snake_case_name", "* item", "a **"]) {
    expect(piecesOf(text)).toEqual([{ kind: "plain", text }]);
  }
});

test("a telephone number is a piece of its own, a sum or a date is not", () => {
  expect(piecesOf("على +34 600 900 123 غدًا")[1]).toEqual({ kind: "phone", text: "+34 600 900 123" });
  for (const text of ["2+34567890", "12/12/2026", "+5"])
    expect(piecesOf(text)).toEqual([{ kind: "plain", text }]);
});

test("quotes, bullets and blocks of code stand apart; empty lines between words stay, those at the edges go", () => {
  expect(blocksOf("one\n\ntwo\n> said\n- a\n* b\n```x\ny```\n\n")).toEqual([
    { kind: "words", lines: ["one", "", "two"] },
    { kind: "quote", lines: ["said"] },
    { kind: "bullets", lines: ["a", "b"] },
    { kind: "code", lines: ["x\ny"] },
  ]);
  expect(blocksOf("```in a line```")).toEqual([{ kind: "words", lines: ["```in a line```"] }]);
});

test("a text in one line has no marks", () => {
  expect(plainWords("*Hi* _there_\n\n> you\n```a\nb```")).toBe("Hi there you a b");
});

test("4,096 characters of marks are read in no time", () => {
  const startedAt = performance.now();
  for (const text of ["*".repeat(4_096), "*a ".repeat(1_365), "```".repeat(1_365), "+1 ".repeat(1_365)])
    blocksOf(text).flatMap(({ lines }) => lines.flatMap(piecesOf));
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
