import { rank } from "../bson/compare.ts";
import { keyOf } from "../bson/key.ts";
import { readDoc } from "../bson/read.ts";
import type { Collection } from "./collection.ts";
import { type Engine, Locked } from "./engine.ts";
import type { Index } from "./index.ts";
import { directWriter } from "./writer.ts";

const atOnce = 1000;

/** Removes documents whose time has come by a TTL index. What a transaction holds waits for the next sweep. */
export function expireDocuments(engine: Engine, nowMs: number): void {
  for (const collection of engine.catalog.all()) {
    for (const index of collection.indexes) {
      const { expireAfterSeconds } = index.spec;
      if (expireAfterSeconds !== undefined)
        expire(engine, collection, index, nowMs - expireAfterSeconds * 1000);
    }
  }
}

function expire(engine: Engine, collection: Collection, index: Index, beforeMs: number): void {
  const direction = index.spec.fields[0]?.direction ?? 1;
  const [first, last] = [Buffer.from([rank.date]), keyOf(new Date(beforeMs))];
  const [from, to] =
    direction === 1 ? [first, last] : [keyOf(new Date(beforeMs), -1), Buffer.from([0x100 - rank.date])];
  const due = new Map<number, Buffer>();
  for (const entry of index.entries({ from, to }, false)) {
    due.set(entry.record, entry.body);
    if (due.size >= atOnce) break;
  }
  if (due.size === 0) return;
  engine.write(() => {
    const writer = directWriter(engine);
    for (const [record, body] of due) {
      try {
        writer.remove(collection, record, { body, doc: readDoc(body) });
      } catch (error) {
        if (!(error instanceof Locked)) throw error;
      }
    }
  });
}
