import type { Long } from "bson";
import { isNum, tagOf, type Doc, type Value } from "../bson/value.ts";
import { writeDoc } from "../bson/write.ts";
import { wholeNumber } from "../bson/number.ts";
import { compare } from "../bson/compare.ts";
import { keyOf } from "../bson/key.ts";
import { some, missing } from "../filter/path.ts";
import type { Hit } from "../plan/search.ts";
import { compileProjection } from "../project/projection.ts";
import { Refusal } from "../refusal.ts";
import {
  collectionName,
  type Context,
  docField,
  findCollection,
  hitsIn,
  type Handler,
  type Reply,
  wholeField,
} from "./context.ts";
import { checkOptions } from "./options.ts";

const findOptions = [
  "filter",
  "sort",
  "projection",
  "skip",
  "limit",
  "batchSize",
  "singleBatch",
  "let",
  "noCursorTimeout",
  "allowDiskUse",
  "allowPartialResults",
  "hint",
];
const firstBatchSize = 101;

export const find: Handler = (context) => {
  const { body } = context;
  checkOptions("find", body, findOptions);
  const limit = wholeField(body, "limit") ?? 0;
  const project = compileProjection(docField(body, "projection"), context.expressions);
  const hits = findHits(
    context,
    docField(body, "filter") ?? new Map(),
    wholeField(body, "skip") ?? 0,
    Math.abs(limit),
  );
  const docs = hits.map(({ body: bytes, doc }) => (project === undefined ? bytes : writeDoc(project(doc))));
  const isSingle = body.get("singleBatch") === true || limit < 0;
  return firstBatch(context, docs, wholeField(body, "batchSize"), isSingle);
};

function findHits(context: Context, filter: Doc, skip: number, limit: number): Hit[] {
  const { body } = context;
  const hits: Hit[] = [];
  let left = skip;
  const order = { sort: body.get("sort"), hint: body.get("hint") };
  for (const hit of hitsIn(context, findCollection(context), filter, order)) {
    if (left-- > 0) continue;
    hits.push(hit);
    if (hits.length === limit) break;
  }
  return hits;
}

export function firstBatch(
  context: Context,
  docs: readonly Buffer[],
  batchSize: number | undefined,
  isSingle = false,
): Reply {
  const namespace = `${context.db}.${typeof context.body.values().next().value === "string" ? collectionName(context) : "$cmd.aggregate"}`;
  return context.cursors.first(namespace, docs, batchSize ?? firstBatchSize, isSingle, sessionOf(context));
}

export function sessionOf({ body }: Context): string | undefined {
  const id = docField(body, "lsid")?.get("id");
  return id === undefined ? undefined : String(id);
}

export const getMore: Handler = ({ body, db, cursors }) => {
  checkOptions("getMore", body, ["collection", "batchSize"]);
  const id = idOf(body.get("getMore") ?? null);
  const size = wholeField(body, "batchSize") ?? 0;
  const reply = cursors.next(
    id,
    `${db}.${String(body.get("collection"))}`,
    size === 0 ? Number.MAX_SAFE_INTEGER : size,
  );
  if (reply === undefined) throw new Refusal("CursorNotFound", `cursor id ${id} not found`);
  return reply;
};

export const killCursors: Handler = ({ body, cursors }) => {
  checkOptions("killCursors", body, ["cursors"]);
  const ids = body.get("cursors");
  const all = (Array.isArray(ids) ? ids : []).map((id) => ({ id, isKilled: cursors.kill(idOf(id)) }));
  return {
    fields: {
      cursorsKilled: all.filter(({ isKilled }) => isKilled).map(({ id }) => id),
      cursorsNotFound: all.filter(({ isKilled }) => !isKilled).map(({ id }) => id),
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    },
  };
};

function idOf(value: Value): bigint {
  if (tagOf(value) === "Long") return (value as Long).toBigInt();
  const number = isNum(value) ? wholeNumber(value) : undefined;
  if (number === undefined) throw new Refusal("TypeMismatch", "a cursor id must be a number");
  return BigInt(number);
}

export const count: Handler = (context) => {
  const { body, transaction } = context;
  checkOptions("count", body, ["query", "skip", "limit", "hint"]);
  const filter = docField(body, "query") ?? new Map<string, Value>();
  const [skip, limit] = [wholeField(body, "skip") ?? 0, Math.abs(wholeField(body, "limit") ?? 0)];
  const isAll = filter.size === 0 && skip === 0 && limit === 0 && transaction === undefined;
  const n = isAll ? (findCollection(context)?.count() ?? 0) : findHits(context, filter, skip, limit).length;
  return { fields: { n, ok: 1 } };
};

export const distinct: Handler = (context) => {
  const { body } = context;
  checkOptions("distinct", body, ["key", "query", "hint"]);
  const key = body.get("key");
  if (typeof key !== "string" || key === "") throw new Refusal("TypeMismatch", "distinct needs a key");
  const values = new Map<string, Value>();
  const hits = hitsIn(context, findCollection(context), docField(body, "query") ?? new Map(), {
    hint: body.get("hint"),
  });
  for (const { doc } of hits) {
    some(doc, key.split("."), true, (found) => {
      if (found !== missing && !Array.isArray(found)) values.set(keyOf(found).toString("latin1"), found);
      return false;
    });
  }
  return { fields: { values: [...values.values()].toSorted(compare), ok: 1 } };
};
