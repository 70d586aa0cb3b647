import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readBook, writeBook } from "./book-file.ts";

function fileIn(): string {
  const folder = mkdtempSync(join(tmpdir(), "careline-book-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "book.json");
}

test("a book that was kept is read as it was, without places where nobody died", () => {
  const file = fileIn();
  expect(readBook(file)).toEqual([]);
  const died = { name: "send.before-http", service: "notification", deaths: 3 } as const;
  writeBook(file, [died, { ...died, name: "send.after-http", deaths: 0 }]);
  expect(readBook(file)).toEqual([died]);
});

test("what is no book is refused before anything starts", () => {
  const file = fileIn();
  for (const text of ["", "{}", '[{"name":"x","service":"nobody","deaths":1}]']) {
    writeFileSync(file, text);
    expect(() => readBook(file)).toThrow(/not a book of failpoints/);
  }
});
