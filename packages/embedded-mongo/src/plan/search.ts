import { readDoc } from "../bson/read.ts";
import type { Doc } from "../bson/value.ts";
import type { Test } from "../filter/filter.ts";
import type { Patch } from "../sessions/transaction.ts";
import type { Collection, Stored } from "../storage/collection.ts";
import { planFor, type IndexPlan, type Plan } from "./plan.ts";
import { type Sort, sortKey } from "./sort.ts";

/** A document that a search found. */
export interface Hit extends Stored {
  readonly doc: Doc;
}

export interface Search {
  readonly collection: Collection;
  readonly filter: Doc;
  readonly test: Test;
  readonly sort: Sort;
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
export function* search(
  request: Search,
  plan: Plan = planFor(request.collection, request.filter, request.sort),
): Generator<Hit> {
  const { sort, patch } = request;
  const isSorted =
    sort.length === 0 || (plan.kind === "index" && plan.isSorted && plan.intervals.length <= 1);
  if (!isSorted) {
    const hits = [...matching(request, candidates(request, plan)), ...patched(request)];
    yield* sorted(hits, sort);
    return;
  }
  const found = matching(request, candidates(request, plan));
  if (patch === undefined || patch.size === 0) yield* found;
  else if (sort.length === 0) {
    yield* found;
    yield* patched(request);
  } else yield* merged(found, sorted([...patched(request)], sort), sort);
}

function sorted(hits: readonly Hit[], sort: Sort): Hit[] {
  return hits
    .map((hit) => ({ hit, key: sortKey(sort, hit.doc) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ hit }) => hit);
}

function* merged(a: Iterable<Hit>, b: readonly Hit[], sort: Sort): Generator<Hit> {
  let next = 0;
  for (const hit of a) {
    const key = sortKey(sort, hit.doc);
    for (
      let other = b[next];
      other !== undefined && Buffer.compare(sortKey(sort, other.doc), key) < 0;
      other = b[++next]
    )
      yield other;
    yield hit;
  }
  yield* b.slice(next);
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

function* candidates({ collection, counters }: Search, plan: Plan): Generator<Stored> {
  switch (plan.kind) {
    case "scan":
      return yield* collection.scan();
    case "index":
      return yield* entries(plan, plan.index.isMultikey || plan.intervals.length > 1, counters);
    case "union": {
      const seen = new Set<number>();
      for (const each of plan.plans) {
        for (const stored of entries(each, true, counters)) {
          if (seen.has(stored.record)) continue;
          seen.add(stored.record);
          yield stored;
        }
      }
    }
  }
}

function* entries(plan: IndexPlan, isOnce: boolean, counters: Counters): Generator<Stored> {
  const seen = new Set<number>();
  const intervals = plan.isBackward ? plan.intervals.toReversed() : plan.intervals;
  for (const interval of intervals) {
    for (const entry of plan.index.entries(interval, plan.isBackward)) {
      counters.keysExamined++;
      if (isOnce && seen.has(entry.record)) continue;
      if (isOnce) seen.add(entry.record);
      yield entry;
    }
  }
}
