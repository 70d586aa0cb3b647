import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Binary, Int32 } from "bson";
import { expect, onTestFinished, test } from "vitest";
import { Expressions } from "../aggregate/expressions.ts";
import type { Doc, Value } from "../bson/value.ts";
import { writeDoc } from "../bson/write.ts";
import { Transaction } from "../sessions/transaction.ts";
import type { Written } from "./collection.ts";
import { Engine } from "./engine.ts";
import { readIndexSpec } from "./index-spec.ts";
import { directWriter } from "./writer.ts";

function written(id: number, size = 10): Written {
  const doc: Doc = new Map<string, Value>([
    ["_id", new Int32(id)],
    ["fill", new Binary(Buffer.alloc(size))],
  ]);
  return { doc, body: writeDoc(doc) };
}

async function engineIn(): Promise<Engine> {
  const path = await mkdtemp(join(tmpdir(), "embedded-mongo-engine-"));
  const engine = new Engine(path, new Expressions(new Date(0)));
  onTestFinished(async () => {
    engine.close();
    await rm(path, { recursive: true });
  });
  return engine;
}

test("a full disk fails the write and keeps nothing of it; with room again writing goes on", async () => {
  const engine = await engineIn();
  const writer = directWriter(engine);
  const collection = engine.write(() => engine.catalog.create("db", "docs"));
  await engine.durable();
  const pages = Number(engine.sql.prepare("PRAGMA page_count").get()?.["page_count"]);
  engine.sql.exec(`PRAGMA max_page_count = ${pages + 10}`);
  let kept = 0;
  let isFull = false;
  while (!isFull && kept < 100) {
    try {
      engine.write(() => writer.insert(collection, written(kept, 6_000)));
      await engine.durable();
      kept++;
    } catch {
      isFull = true;
      await engine.durable().catch(() => undefined);
    }
  }
  expect(isFull).toBe(true);
  expect(kept).toBeGreaterThan(0);
  engine.sql.exec("PRAGMA max_page_count = 100000");
  expect(collection.count()).toBe(kept);
  engine.write(() => writer.insert(collection, written(kept)));
  await engine.durable();
  expect([...collection.scan()]).toHaveLength(kept + 1);
});

test("work that throws leaves documents and catalog as they were, and others of its turn go on", async () => {
  const engine = await engineIn();
  const writer = directWriter(engine);
  const collection = engine.write(() => engine.catalog.create("db", "docs"));
  engine.write(() => writer.insert(collection, written(1)));
  const failing = (): void => {
    writer.insert(collection, written(2));
    engine.catalog.create("db", "other");
    engine.catalog.addIndex(
      collection,
      readIndexSpec(
        new Map<string, Value>([
          ["key", new Map([["fill", new Int32(1)]])],
          ["name", "fill"],
        ]),
      ),
    );
    engine.catalog.drop(collection);
    throw new Error("no");
  };
  expect(() => engine.write(failing)).toThrow("no");
  engine.write(() => writer.insert(collection, written(3)));
  await engine.durable();
  expect(engine.catalog.find("db", "docs")).toBe(collection);
  expect(engine.catalog.find("db", "other")).toBeUndefined();
  expect(collection.indexes.map(({ spec }) => spec.name)).toEqual(["_id_"]);
  expect(collection.count()).toBe(2);
});

test("old versions are kept only while a transaction can see them", async () => {
  const engine = await engineIn();
  const writer = directWriter(engine);
  const collection = engine.write(() => engine.catalog.create("db", "docs"));
  engine.write(() => writer.insert(collection, written(1)));
  const early = new Transaction(engine);
  const [stored] = collection.scan();
  if (stored === undefined) throw new Error("the document was written");
  engine.write(() => writer.remove(collection, stored.record, { body: stored.body, doc: written(1).doc }));
  const late = new Transaction(engine);
  expect(early.patch(collection)?.get(stored.record)).toEqual(stored.body);
  expect(late.patch(collection)).toBeUndefined();
  early.release();
  expect(collection.history.size).toBe(0);
  late.release();
});
