import { Int32, serialize } from "bson";
import { element, writeDoc } from "../bson/write.ts";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import type { Hit } from "../plan/search.ts";
import { compileProjection } from "../project/projection.ts";
import { Refusal } from "../refusal.ts";
import type { Collection } from "../storage/collection.ts";
import type { Writer } from "../storage/writer.ts";
import { compileUpdate } from "../update/apply.ts";
import {
  arrayField,
  collectionToWrite,
  type Context,
  docField,
  findCollection,
  hitsIn,
  type Handler,
  type Reply,
} from "./context.ts";
import { checkOptions } from "./options.ts";
import { statementIds } from "./statements.ts";
import { numberIn, written } from "./update.ts";

const options = [
  "query",
  "sort",
  "remove",
  "update",
  "new",
  "fields",
  "upsert",
  "arrayFilters",
  "let",
  "hint",
  "bypassDocumentValidation",
  "stmtId",
];

interface Outcome {
  readonly n: number;
  readonly isExisting: boolean;
  readonly upserted?: Value;
  readonly value?: Doc;
}

export const findAndModify: Handler = async (context) => {
  const { body, retry } = context;
  checkOptions("findAndModify", body, [...options, "findandmodify"]);
  const isRemove = body.get("remove") === true;
  if (isRemove === (body.get("update") !== undefined)) {
    throw new Refusal("FailedToParse", "Either an update or remove=true must be specified");
  }
  if (isRemove && (body.get("upsert") === true || body.get("new") === true)) {
    throw new Refusal("FailedToParse", "Cannot specify both upsert or new and remove=true");
  }
  const [statement = 0] = statementIds(body, 1);
  const project = compileProjection(docField(body, "fields"), context.expressions);
  const collection = body.get("upsert") === true ? collectionToWrite(context) : findCollection(context);
  return context.write((writer) => {
    const before = retry?.before(statement);
    if (before !== undefined) return answer(fromRecord(before), isRemove, [statement]);
    const done = collection === undefined ? nothing : run(context, writer, collection, isRemove);
    const outcome =
      project === undefined || done.value === undefined ? done : { ...done, value: project(done.value) };
    retry?.note(statement, toRecord(outcome));
    return answer(outcome, isRemove, []);
  });
};

const nothing: Outcome = { n: 0, isExisting: false };

function run(context: Context, writer: Writer, collection: Collection, isRemove: boolean): Outcome {
  const { body } = context;
  const filter = docField(body, "query") ?? new Map<string, Value>();
  const hit = first(hitsIn(context, collection, filter, { sort: body.get("sort"), hint: body.get("hint") }));
  if (isRemove) {
    if (hit === undefined) return nothing;
    writer.remove(collection, hit.record, hit);
    return { n: 1, isExisting: false, value: hit.doc };
  }
  const updater = compileUpdate(
    filter,
    body.get("update") ?? null,
    arrayField(body, "arrayFilters"),
    context.expressions,
  );
  const wantsNew = body.get("new") === true;
  if (hit === undefined) {
    if (body.get("upsert") !== true) return nothing;
    const after = written(updater.insert());
    writer.insert(collection, after);
    return {
      n: 1,
      isExisting: false,
      upserted: after.doc.get("_id") ?? null,
      ...(wantsNew && { value: after.doc }),
    };
  }
  const after = written(updater.update(hit.doc));
  if (!after.body.equals(hit.body)) writer.replace(collection, hit.record, hit, after);
  return { n: 1, isExisting: true, value: wantsNew ? after.doc : hit.doc };
}

function first(hits: Iterable<Hit>): Hit | undefined {
  for (const hit of hits) return hit;
  return undefined;
}

function answer(
  { n, isExisting, upserted, value }: Outcome,
  isRemove: boolean,
  retried: readonly number[],
): Reply {
  const lastErrorObject = {
    n,
    ...(!isRemove && { updatedExisting: isExisting }),
    ...(upserted !== undefined && { upserted }),
  };
  const last = element(0x03, "lastErrorObject", Buffer.from(serialize(lastErrorObject)));
  const fields = {
    ...(value === undefined && { value: null }),
    ...(retried.length > 0 && { retriedStmtId: retried[0] }),
    ok: 1,
  };
  return { fields, elements: value === undefined ? [last] : [last, element(0x03, "value", writeDoc(value))] };
}

function toRecord({ n, isExisting, upserted, value }: Outcome): Doc {
  const record: Doc = new Map<string, Value>([
    ["n", new Int32(n)],
    ["isExisting", isExisting],
  ]);
  if (upserted !== undefined) record.set("upserted", upserted);
  if (value !== undefined) record.set("value", value);
  return record;
}

function fromRecord(record: Doc): Outcome {
  const [upserted, value] = [record.get("upserted"), record.get("value")];
  return {
    n: numberIn(record, "n"),
    isExisting: record.get("isExisting") === true,
    ...(upserted !== undefined && { upserted }),
    ...(isDoc(value) && { value }),
  };
}
