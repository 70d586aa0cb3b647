import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { groupCommit } from "./group-commit.ts";

function notes() {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE notes (text TEXT UNIQUE)");
  const add = (text: string) => () => void db.prepare("INSERT INTO notes VALUES (?)").run(text);
  return { db, add, all: () => db.prepare("SELECT text FROM notes").all().length };
}

test("what is written together is one transaction", async () => {
  const { db, add, all } = notes();
  const exec = vi.spyOn(db, "exec");
  const commits = groupCommit(db);
  await Promise.all([commits.write(add("a")), commits.write(add("b")), commits.write(add("c"))]);
  expect(all()).toBe(3);
  expect(exec.mock.calls).toEqual([["BEGIN IMMEDIATE"], ["COMMIT"]]);
});

test("a failure is everyone's, and leaves nothing behind", async () => {
  const { db, add, all } = notes();
  const commits = groupCommit(db);
  const written = [commits.write(add("a")), commits.write(add("a"))];
  const outcomes = await Promise.allSettled(written);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(all()).toBe(0);
  await commits.write(add("a"));
  expect(all()).toBe(1);
});
