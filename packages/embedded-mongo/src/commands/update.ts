import { Int32 } from "bson";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { writeStored } from "../bson/write.ts";
import { readDoc } from "../bson/read.ts";
import { Refusal } from "../refusal.ts";
import type { Collection, Written } from "../storage/collection.ts";
import type { Writer } from "../storage/writer.ts";
import { compileUpdate } from "../update/apply.ts";
import { documentsOf } from "../wire/message.ts";
import {
  arrayField,
  collectionToWrite,
  type Context,
  docField,
  findCollection,
  hitsIn,
  type Handler,
} from "./context.ts";
import { checkId } from "./insert.ts";
import { checkOptions } from "./options.ts";
import { isOrdered, statementIds } from "./statements.ts";
import { writeError } from "./write-errors.ts";

interface Outcome {
  readonly n: number;
  readonly nModified: number;
  readonly upserted?: Value;
}

export const update: Handler = async (context) => {
  const { body, message, retry } = context;
  checkOptions("update", body, [
    "updates",
    "ordered",
    "bypassDocumentValidation",
    "let",
    "stmtIds",
    "stmtId",
  ]);
  const updates = documentsOf(message, "updates").map((bytes) => readDoc(bytes));
  for (const each of updates)
    checkOptions(
      "update.updates",
      each,
      ["q", "u", "c", "upsert", "multi", "arrayFilters", "hint", "sort"],
      false,
    );
  const statements = statementIds(body, updates.length);
  const collection = updates.some(isUpsert) ? collectionToWrite(context) : findCollection(context);
  return context.write((writer) => {
    const total = { n: 0, nModified: 0, upserted: [] as Record<string, unknown>[] };
    const writeErrors: Record<string, unknown>[] = [];
    const retriedStmtIds: number[] = [];
    for (const [index, wish] of updates.entries()) {
      const statement = statements[index] ?? index;
      const before = retry?.before(statement);
      if (before !== undefined) retriedStmtIds.push(statement);
      try {
        const outcome = before === undefined ? run(context, writer, collection, wish) : fromRecord(before);
        if (before === undefined) retry?.note(statement, toRecord(outcome));
        total.n += outcome.n;
        total.nModified += outcome.nModified;
        if (outcome.upserted !== undefined) total.upserted.push({ index, _id: outcome.upserted });
      } catch (error) {
        writeErrors.push(writeError(index, error));
        if (isOrdered(body)) break;
      }
    }
    const { upserted, ...counts } = total;
    return {
      fields: {
        ...counts,
        ...(upserted.length > 0 && { upserted }),
        ...(writeErrors.length > 0 && { writeErrors }),
        ...(retriedStmtIds.length > 0 && { retriedStmtIds }),
        ok: 1,
      },
    };
  });
};

function isUpsert(wish: Doc): boolean {
  return wish.get("upsert") === true;
}

function run(context: Context, writer: Writer, collection: Collection | undefined, wish: Doc): Outcome {
  const filter = docField(wish, "q") ?? new Map<string, Value>();
  const change = wish.get("u") ?? null;
  const isMulti = wish.get("multi") === true;
  if (isMulti && isDoc(change) && change.keys().next().value?.startsWith("$") !== true) {
    throw new Refusal("FailedToParse", "multi update is not supported for replacement-style update");
  }
  const updater = compileUpdate(
    filter,
    change,
    arrayField(wish, "arrayFilters"),
    expressionsOf(context, wish),
  );
  if (collection === undefined) return { n: 0, nModified: 0 };
  const hits = [];
  for (const hit of hitsIn(context, collection, filter, { sort: wish.get("sort"), hint: wish.get("hint") })) {
    hits.push(hit);
    if (!isMulti) break;
  }
  if (hits.length === 0 && isUpsert(wish)) {
    const after = written(updater.insert());
    writer.insert(collection, after);
    return { n: 1, nModified: 0, upserted: after.doc.get("_id") ?? null };
  }
  let nModified = 0;
  for (const hit of hits) {
    const after = written(updater.update(hit.doc));
    if (after.body.equals(hit.body)) continue;
    writer.replace(collection, hit.record, hit, after);
    nModified++;
  }
  return { n: hits.length, nModified };
}

function expressionsOf({ expressions }: Context, wish: Doc): Context["expressions"] {
  const constants = wish.get("c");
  if (constants !== undefined)
    throw new Refusal("Location40415", "BSON field 'update.updates.c' is an unknown field.");
  return expressions;
}

/** A new version of a document, ready to be kept. */
export function written(doc: Doc): Written {
  checkId(doc.get("_id"));
  return { doc, body: writeStored(doc) };
}

function toRecord({ n, nModified, upserted }: Outcome): Doc {
  const record: Doc = new Map([
    ["n", new Int32(n)],
    ["nModified", new Int32(nModified)],
  ]);
  if (upserted !== undefined) record.set("upserted", upserted);
  return record;
}

function fromRecord(record: Doc): Outcome {
  const upserted = record.get("upserted");
  return {
    n: numberIn(record, "n"),
    nModified: numberIn(record, "nModified"),
    ...(upserted !== undefined && { upserted }),
  };
}

export function numberIn(record: Doc, name: string): number {
  return Number(String(record.get(name) ?? 0));
}
