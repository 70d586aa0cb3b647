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
  const died = { name: "send.before-http", service: "notification", deaths: 3, passingsMax: 4 } as const;
  writeBook(file, [died, { ...died, name: "send.after-http", deaths: 0 }]);
  expect(readBook(file)).toEqual([died]);
});

test("a run of some places leaves what stands in the book of others", () => {
  const file = fileIn();
  const [one, other] = [
    { name: "send.before-http", service: "notification", deaths: 3 },
    { name: "lease.before-take", service: "gateway", deaths: 1 },
  ] as const;
  writeBook(file, [one, other]);
  writeBook(file, [{ ...one, deaths: 5 }]);
  expect(readBook(file)).toEqual([other, { ...one, deaths: 5 }]);
});

test("what is no book is refused before anything starts", () => {
  const file = fileIn();
  const half = '"name":"x","service":"gateway"';
  for (const text of ["", "{}", '[{"name":"x","service":"nobody","deaths":1}]', `[{${half},"deaths":"1"}]`]) {
    writeFileSync(file, text);
    expect(() => readBook(file)).toThrow(/not a book of failpoints/);
  }
});
