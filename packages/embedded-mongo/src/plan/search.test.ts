import { fc, test } from "@fast-check/vitest";
import { Double, Int32 } from "bson";
import { afterAll, beforeAll, expect } from "vitest";
import { Expressions } from "../aggregate/expressions.ts";
import { readDoc } from "../bson/read.ts";
import type { Doc, Value } from "../bson/value.ts";
import { writeDoc } from "../bson/write.ts";
import { compileFilter } from "../filter/filter.ts";
import { readIndexSpec } from "../storage/index-spec.ts";
import { Engine } from "../storage/engine.ts";
import { directWriter } from "../storage/writer.ts";
import { search, type Search } from "./search.ts";
import { readSort } from "./sort.ts";

const expressions = new Expressions(new Date(0));
let engine: Engine;
beforeAll(() => {
  engine = new Engine(":memory:", expressions);
});
afterAll(() => engine.close());

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(
    null,
    true,
    "",
    "a",
    "ab",
    "b",
    "b\0",
    new Date(5),
    new Double(Number.NaN),
    new Double(1.5),
  ),
  fc.integer({ min: -2, max: 3 }).map((n) => new Int32(n)),
);
const inner: fc.Arbitrary<Value> = fc
  .record({ b: scalar, c: scalar }, { requiredKeys: [] })
  .map((fields) => new Map(Object.entries(fields)));
const value: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  inner,
  fc.array(fc.oneof(scalar, inner), { maxLength: 3 }),
);
const doc = fc
  .record({ a: value, d: value, e: scalar }, { requiredKeys: [] })
  .map((fields) => new Map(Object.entries(fields)));

const name = fc.constantFrom("a", "a.b", "a.c", "d", "d.b", "e");
const operator = fc.oneof(
  fc.tuple(fc.constantFrom("$eq", "$gt", "$gte", "$lt", "$lte", "$ne"), scalar),
  fc.tuple(fc.constantFrom("$in", "$nin"), fc.array(scalar, { maxLength: 3 })),
  fc.tuple(fc.constant("$regex"), fc.constantFrom("^a", "^ab?", "b")),
  fc.tuple(fc.constant("$exists"), fc.boolean()),
);
const condition: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  value,
  fc
    .array(operator, { minLength: 1, maxLength: 2 })
    .map((operators) => new Map(operators as [string, Value][])),
  fc
    .tuple(fc.constantFrom("b", "c"), scalar)
    .map(([field, wanted]) => new Map([["$elemMatch", new Map([[field, wanted]])]]) as Value),
);
const conditions = fc
  .array(fc.tuple(name, condition), { minLength: 1, maxLength: 3 })
  .map((fields) => new Map(fields) as Doc);
const filter = fc.oneof(
  { weight: 3, arbitrary: conditions },
  {
    weight: 1,
    arbitrary: fc.tuple(conditions, conditions).map(([x, y]) => new Map([["$or", [x, y]]]) as Doc),
  },
);
const direction = fc.constantFrom(1, -1).map((n) => new Int32(n));
const key = fc
  .uniqueArray(name, { minLength: 1, maxLength: 3 })
  .chain((names) =>
    fc
      .tuple(...names.map(() => direction))
      .map((directions) => new Map(names.map((each, at) => [each, directions[at] ?? null])) as Doc),
  );
const kind = fc.constantFrom<readonly [string, Value][]>(
  [],
  [["sparse", true]],
  [["partialFilterExpression", new Map([["e", new Map([["$gte", new Int32(0)]])]])]],
);

test.prop(
  [
    fc.array(doc, { maxLength: 25 }),
    fc.array(fc.tuple(key, kind), { minLength: 1, maxLength: 3 }),
    filter,
    fc.option(key),
  ],
  { numRuns: 1500 },
)("an index finds what a look at every document finds, in the same order", (docs, keys, wanted, order) => {
  let collection = engine.catalog.find("db", "docs");
  engine.write(() => {
    if (collection !== undefined) engine.catalog.drop(collection);
    collection = engine.catalog.create("db", "docs");
    for (const [at, [fields, options]] of keys.entries()) {
      engine.catalog.addIndex(
        collection,
        readIndexSpec(new Map<string, Value>([["key", fields], ["name", `i${at}`], ...options])),
      );
    }
    const writer = directWriter(engine);
    for (const [at, each] of docs.entries()) {
      const body = writeDoc(new Map<string, Value>([["_id", new Int32(at)], ...each]));
      try {
        writer.insert(collection, { body, doc: readDoc(body) });
      } catch {
        // Two arrays in one key: MongoDB refuses the document too.
      }
    }
  });
  if (collection === undefined) throw new Error("the collection was made");
  const request: Search = {
    collection,
    filter: wanted,
    test: compileFilter(wanted, expressions),
    sort: readSort(order === null ? undefined : new Map([...order, ["_id", new Int32(1)]])),
    patch: undefined,
    counters: { keysExamined: 0, docsExamined: 0 },
  };
  const ids = (hits: Iterable<{ readonly doc: Doc }>): string[] =>
    [...hits].map((hit) => String(hit.doc.get("_id")));
  const scanned = ids(search(request, { kind: "scan" }));
  const planned = ids(search(request));
  if (order === null) expect(planned.toSorted()).toEqual(scanned.toSorted());
  else expect(planned).toEqual(scanned);
});
