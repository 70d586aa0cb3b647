import { same } from "../bson/compare.ts";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import type { Collection } from "../storage/collection.ts";
import { type Index, type Interval, lastKey } from "../storage/index.ts";
import { type Bound, boundsOf } from "./bounds.ts";
import { coversAll } from "./partial.ts";
import { bytesOf, intersect, isPoint, type Range, successor } from "./range.ts";
import { isBackward, type Sort } from "./sort.ts";

/** How documents are found: every way finds at least those that match; the filter itself decides. */
export type Plan =
  | { readonly kind: "scan" }
  | { readonly kind: "union"; readonly plans: readonly IndexPlan[] }
  | IndexPlan;

export interface IndexPlan {
  readonly kind: "index";
  readonly index: Index;
  /** In the order of the index, not overlapping. */
  readonly intervals: readonly Interval[];
  readonly isBackward: boolean;
  /** Within each interval the order of the index is the order asked for. */
  readonly isSorted: boolean;
}

interface Candidate {
  readonly plan: IndexPlan;
  readonly points: number;
  readonly bounded: number;
}

const intervalsMax = 1000;
const probeMax = 200;

/** Chooses an index for a filter and a sort, or a scan where none helps. */
export function planFor(collection: Collection, filter: Doc, sort: Sort, hint?: Value): Plan {
  const bounds = boundsOf(filter);
  const covering = collection.indexes.filter(({ spec }) => coversAll(spec, filter, bounds));
  if (hint !== undefined) return hinted(covering, bounds, sort, hint);
  const candidates = covering
    .map((index) => candidate(index, bounds, sort))
    .filter(({ plan, bounded }) => bounded > 0 || (plan.isSorted && sort.length > 0));
  const best = bestOf(candidates);
  if (best !== undefined && best.bounded > 0) return best.plan;
  return unionFor(collection, filter) ?? best?.plan ?? { kind: "scan" };
}

function hinted(indexes: readonly Index[], bounds: readonly Bound[], sort: Sort, hint: Value): Plan {
  if (isDoc(hint) && hint.has("$natural")) return { kind: "scan" };
  const index = indexes.find(({ spec }) =>
    typeof hint === "string" ? spec.name === hint : same(spec.shown.get("key") ?? null, hint),
  );
  if (index !== undefined) return candidate(index, bounds, sort).plan;
  throw new Refusal(
    "BadValue",
    "hint provided does not correspond to an existing index that covers the filter",
  );
}

function candidate(index: Index, bounds: readonly Bound[], sort: Sort): Candidate {
  const { fields } = index.spec;
  const columns: (readonly Range[])[] = [];
  for (const field of fields) {
    const own = bounds.filter(({ name }) => name === field.name).map(({ ranges }) => ranges);
    // Conditions on two fields of one array may be met by different items, which have different keys.
    const isShared =
      index.isMultikey && fields.slice(0, columns.length).some(({ path }) => path[0] === field.path[0]);
    const ranges = isShared ? undefined : combined(own, index.isMultikey);
    if (ranges === undefined) break;
    columns.push(ranges);
    if (!ranges.every(isPoint)) break;
  }
  const used = columns.reduce(
    (kept, _column, at) => (sizeOf(columns.slice(0, at + 1)) <= intervalsMax ? at + 1 : kept),
    0,
  );
  const kept = columns.slice(0, used);
  const points = kept.filter((ranges) => ranges.every(isPoint)).length;
  const direction = index.isMultikey ? undefined : isBackward(fields, points, sort);
  return {
    plan: {
      kind: "index",
      index,
      intervals: intervalsOf(index, kept),
      isBackward: direction ?? false,
      isSorted: direction !== undefined,
    },
    points,
    bounded: kept.length,
  };
}

/** The ranges of one field; with several keys a document, only one condition may be used. */
function combined(own: readonly (readonly Range[])[], isMultikey: boolean): readonly Range[] | undefined {
  const [first, ...others] = own;
  if (first === undefined) return undefined;
  if (!isMultikey) return others.reduce((ranges, next) => intersect(ranges, next), first);
  return own.find((ranges) => ranges.every(isPoint)) ?? first;
}

function sizeOf(columns: readonly (readonly Range[])[]): number {
  return columns.reduce((size, ranges) => size * ranges.length, 1);
}

function intervalsOf(index: Index, columns: readonly (readonly Range[])[]): Interval[] {
  let prefixes: Interval[] = [{ from: Buffer.alloc(0), to: lastKey }];
  for (const [at, ranges] of columns.entries()) {
    const direction = index.spec.fields[at]?.direction ?? 1;
    prefixes = prefixes.flatMap(({ from: prefix }) =>
      ranges.map((range) => {
        const [from, to] = bytesOf(range, direction);
        return {
          from: Buffer.concat([prefix, from]),
          to: to.equals(lastKey) ? endOf(prefix) : Buffer.concat([prefix, to]),
        };
      }),
    );
  }
  return withoutOverlap(prefixes);
}

function endOf(prefix: Buffer): Buffer {
  return prefix.length === 0 ? lastKey : successor(prefix);
}

function withoutOverlap(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.toSorted((a, b) => Buffer.compare(a.from, b.from));
  const result: Interval[] = [];
  for (const next of sorted) {
    const last = result.at(-1);
    if (last === undefined || Buffer.compare(next.from, last.to) >= 0) result.push(next);
    else if (Buffer.compare(next.to, last.to) > 0)
      result[result.length - 1] = { from: last.from, to: next.to };
  }
  return result;
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const sorted = candidates.toSorted(
    (a, b) =>
      b.points - a.points || b.bounded - a.bounded || Number(b.plan.isSorted) - Number(a.plan.isSorted),
  );
  const [first] = sorted;
  if (first === undefined || first.bounded === 0) return first;
  const { spec } = first.plan.index;
  if (spec.isUnique && first.points >= spec.fields.length) return first;
  const costs = sorted.filter(({ bounded }) => bounded > 0).map((each) => ({ each, keys: cost(each) }));
  return costs.length === 1
    ? first
    : costs.reduce((best, next) => (next.keys < best.keys ? next : best)).each;
}

/** How many keys a plan has to look at, counted up to a limit. */
function cost({ plan }: Candidate): number {
  let keys = 0;
  for (const interval of plan.intervals.slice(0, 20)) {
    keys += plan.index.countUpTo(interval, probeMax - keys);
    if (keys >= probeMax) return probeMax;
  }
  return keys;
}

/** An `$or` of which every branch has an index. */
function unionFor(collection: Collection, filter: Doc): Plan | undefined {
  const branches = filter.get("$or");
  if (!Array.isArray(branches)) return undefined;
  const plans = branches.flatMap((branch) => {
    const plan = isDoc(branch) ? planFor(collection, branch, []) : undefined;
    return plan?.kind === "index" ? [plan] : [];
  });
  return plans.length === branches.length ? { kind: "union", plans } : undefined;
}
