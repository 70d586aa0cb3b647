import { expect, test } from "vitest";
import { piecesOf } from "./markup.ts";

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
