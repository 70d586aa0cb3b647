import { readDoc } from "../bson/read.ts";
import type { Doc, Value } from "../bson/value.ts";
import type { Test } from "../filter/filter.ts";
import type { Patch } from "../sessions/transaction.ts";
import type { Collection, Stored } from "../storage/collection.ts";
import type { Interval } from "../storage/index.ts";
import { planFor, type IndexPlan, type Plan } from "./plan.ts";
import { inOrder, merged } from "./order.ts";
import type { Sort } from "./sort.ts";

/** A document that a search found. */
export interface Hit extends Stored {
  readonly doc: Doc;
}

export interface Search {
  readonly collection: Collection;
  readonly filter: Doc;
  readonly test: Test;
  readonly sort: Sort;
  /** The index that the caller asks for. */
  readonly hint?: Value | undefined;
  /** What a transaction sees differently. */
  readonly patch: Patch | undefined;
  readonly counters: Counters;
}

/** How much work searches did: what `explain` tells. */
export interface Counters {
  keysExamined: number;
  docsExamined: number;
}

/** Documents that match, in the order asked for. Reads only as far as the caller goes where an index gives the order. */
export function* search(request: Search, plan: Plan = planOf(request)): Generator<Hit> {
  const { sort } = request;
  if (sort.length === 0) {
    yield* matching(request, candidates(request, plan));
    yield* patched(request);
  } else if (plan.kind === "index" && plan.isSorted) {
    const own = inOrder([...patched(request)], sort);
    const streams = plan.intervals.map((interval) => matching(request, entries(request, plan, [interval])));
    yield* merged(own.length === 0 ? streams : [...streams, own], sort);
  } else {
    yield* inOrder([...matching(request, candidates(request, plan)), ...patched(request)], sort);
  }
}

export function planOf({ collection, filter, sort, hint }: Search): Plan {
  return planFor(collection, filter, sort, hint);
}

function* matching({ test, patch, counters }: Search, stored: Iterable<Stored>): Generator<Hit> {
  for (const { record, body } of stored) {
    if (patch?.has(record) === true) continue;
    counters.docsExamined++;
    const doc = readDoc(body);
    if (test(doc)) yield { record, body, doc };
  }
}

function* patched({ test, patch, counters }: Search): Generator<Hit> {
  for (const [record, body] of patch ?? []) {
    if (body === null) continue;
    counters.docsExamined++;
    const doc = readDoc(body);
    if (test(doc)) yield { record, body, doc };
  }
}

function candidates(request: Search, plan: Plan): Iterable<Stored> {
  switch (plan.kind) {
    case "scan":
      return request.collection.scan();
    case "index":
      return once(entries(request, plan, plan.isBackward ? plan.intervals.toReversed() : plan.intervals));
    case "union":
      return once(plan.plans.flatMap((each) => [...entries(request, each, each.intervals)]));
  }
}

function* entries({ counters }: Search, plan: IndexPlan, intervals: readonly Interval[]): Generator<Stored> {
  for (const interval of intervals) {
    for (const entry of plan.index.entries(interval, plan.isBackward)) {
      counters.keysExamined++;
      yield entry;
    }
  }
}

/** A document with several keys is found several times. */
function* once(stored: Iterable<Stored>): Generator<Stored> {
  const seen = new Set<number>();
  for (const each of stored) {
    if (seen.has(each.record)) continue;
    seen.add(each.record);
    yield each;
  }
}
