import type { Hit } from "./search.ts";
import { type Sort, sortKey } from "./sort.ts";

/** Hits in the order of a sort; equal ones stay as they came. */
export function inOrder(hits: readonly Hit[], sort: Sort): Hit[] {
  return hits
    .map((hit) => ({ hit, key: sortKey(sort, hit.doc) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ hit }) => hit);
}

interface Stream {
  readonly rest: Iterator<Hit>;
  head: Hit;
  key: Buffer;
}

/** Several streams in order become one, read only as far as the caller goes. */
export function* merged(streams: readonly Iterable<Hit>[], sort: Sort): Generator<Hit> {
  const [only] = streams;
  if (only !== undefined && streams.length === 1) return yield* only;
  const open = streams.flatMap((stream) => opened(stream[Symbol.iterator](), sort));
  while (open.length > 0) {
    const first = open.reduce((least, next) => (Buffer.compare(next.key, least.key) < 0 ? next : least));
    yield first.head;
    const [next] = opened(first.rest, sort);
    if (next === undefined) open.splice(open.indexOf(first), 1);
    else Object.assign(first, next);
  }
}

function opened(rest: Iterator<Hit>, sort: Sort): Stream[] {
  const next = rest.next();
  return next.done === true ? [] : [{ rest, head: next.value, key: sortKey(sort, next.value.doc) }];
}
