import { Int32 } from "bson";
import { readDoc } from "../bson/read.ts";
import type { Doc, Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import type { Collection } from "../storage/collection.ts";
import type { Writer } from "../storage/writer.ts";
import { documentsOf } from "../wire/message.ts";
import { type Context, docField, findCollection, hitsIn, type Handler, wholeField } from "./context.ts";
import { checkOptions } from "./options.ts";
import { isOrdered, statementIds } from "./statements.ts";
import { numberIn } from "./update.ts";
import { writeError } from "./write-errors.ts";

export const remove: Handler = async (context) => {
  const { body, message, retry } = context;
  checkOptions("delete", body, ["deletes", "ordered", "let", "stmtIds", "stmtId"]);
  const deletes = documentsOf(message, "deletes").map((bytes) => readDoc(bytes));
  for (const each of deletes) checkOptions("delete.deletes", each, ["q", "limit", "hint"], false);
  const statements = statementIds(body, deletes.length);
  const collection = findCollection(context);
  return context.write((writer) => {
    const writeErrors: Record<string, unknown>[] = [];
    const retriedStmtIds: number[] = [];
    let n = 0;
    for (const [index, wish] of deletes.entries()) {
      const statement = statements[index] ?? index;
      const before = retry?.before(statement);
      if (before !== undefined) {
        retriedStmtIds.push(statement);
        n += numberIn(before, "n");
        continue;
      }
      try {
        const removed = run(context, writer, collection, wish);
        retry?.note(statement, new Map([["n", new Int32(removed)]]));
        n += removed;
      } catch (error) {
        writeErrors.push(writeError(index, error));
        if (isOrdered(body)) break;
      }
    }
    return {
      fields: {
        n,
        ...(writeErrors.length > 0 && { writeErrors }),
        ...(retriedStmtIds.length > 0 && { retriedStmtIds }),
        ok: 1,
      },
    };
  });
};

function run(context: Context, writer: Writer, collection: Collection | undefined, wish: Doc): number {
  const limit = wholeField(wish, "limit");
  if (limit !== 0 && limit !== 1)
    throw new Refusal("FailedToParse", "The limit field in delete objects must be 0 or 1");
  const hits = [];
  const filter = docField(wish, "q") ?? new Map<string, Value>();
  for (const hit of hitsIn(context, collection, filter, { hint: wish.get("hint") })) {
    hits.push(hit);
    if (limit === 1) break;
  }
  if (collection !== undefined) for (const hit of hits) writer.remove(collection, hit.record, hit);
  return hits.length;
}
