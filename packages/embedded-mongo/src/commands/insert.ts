import { Int32, ObjectId } from "bson";
import { readDoc } from "../bson/read.ts";
import { isDoc, isRegex, type Doc, type Value } from "../bson/value.ts";
import { writeStored } from "../bson/write.ts";
import { Refusal } from "../refusal.ts";
import type { Written } from "../storage/collection.ts";
import { documentsOf } from "../wire/message.ts";
import { collectionToWrite, type Handler } from "./context.ts";
import { checkOptions } from "./options.ts";
import { isOrdered, statementIds } from "./statements.ts";
import { writeError } from "./write-errors.ts";

export const insert: Handler = async (context) => {
  const { body, message, retry } = context;
  checkOptions("insert", body, ["documents", "ordered", "bypassDocumentValidation", "stmtIds", "stmtId"]);
  const documents = documentsOf(message, "documents");
  const statements = statementIds(body, documents.length);
  const collection = collectionToWrite(context);
  return context.write((writer) => {
    const writeErrors: Record<string, unknown>[] = [];
    const retriedStmtIds: number[] = [];
    let n = 0;
    for (const [index, bytes] of documents.entries()) {
      const statement = statements[index] ?? index;
      if (retry?.before(statement) !== undefined) {
        retriedStmtIds.push(statement);
        n++;
        continue;
      }
      try {
        writer.insert(collection, stored(bytes));
        retry?.note(statement, done);
        n++;
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

const done: Doc = new Map([["n", new Int32(1)]]);
const bytesMax = 16 * 1024 * 1024;

/** A document as it will be kept: its `_id` there and first. */
function stored(bytes: Buffer): Written {
  const doc = readDoc(bytes);
  const id = doc.get("_id");
  checkId(id);
  if (bytes.length > bytesMax) throw new Refusal("BSONObjectTooLarge", "object to insert too large");
  if (doc.keys().next().value === "_id") return { doc, body: Buffer.from(bytes) };
  const next: Doc = new Map<string, Value>([["_id", id ?? new ObjectId()], ...doc]);
  return { doc: next, body: writeStored(next) };
}

export function checkId(id: Value | undefined): void {
  if (Array.isArray(id)) throw new Refusal("InvalidIdField", "The '_id' value cannot be of type array");
  if (id !== undefined && isRegex(id))
    throw new Refusal("InvalidIdField", "The '_id' value cannot be of type regex");
  if (isDoc(id) && id.keys().next().value?.startsWith("$") === true && !id.has("$ref")) {
    throw new Refusal("DollarPrefixedFieldName", "_id fields may not contain '$'-prefixed fields");
  }
}
