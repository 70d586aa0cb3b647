import { Long, serialize } from "bson";
import { arrayOfDocs, element, withFields } from "../bson/write.ts";
import type { Reply } from "./context.ts";

interface Cursor {
  readonly namespace: string;
  readonly session: string | undefined;
  docs: readonly Buffer[];
  usedAt: number;
}

const idleMs = 10 * 60_000;
const batchBytesMax = 16_000_000;

/** Results that were not yet fetched. They are a picture of the moment of their search. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  #next = 1n;

  /** The first batch; the rest waits for getMore. */
  first(
    namespace: string,
    docs: readonly Buffer[],
    batchSize: number,
    isSingle: boolean,
    session: string | undefined,
  ): Reply {
    const [batch, rest] = cut(docs, batchSize);
    if (rest.length === 0 || isSingle) return batchReply(namespace, "firstBatch", batch, 0n);
    const id = this.#next++;
    this.#open.set(id, { namespace, session, docs: rest, usedAt: performance.now() });
    return batchReply(namespace, "firstBatch", batch, id);
  }

  /** The next batch; undefined when there is no such cursor in this namespace. */
  next(id: bigint, namespace: string, batchSize: number): Reply | undefined {
    const cursor = this.#open.get(id);
    if (cursor === undefined || cursor.namespace !== namespace) return undefined;
    const [batch, rest] = cut(cursor.docs, batchSize);
    cursor.docs = rest;
    cursor.usedAt = performance.now();
    if (rest.length === 0) this.#open.delete(id);
    return batchReply(namespace, "nextBatch", batch, rest.length === 0 ? 0n : id);
  }

  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  killOf(session: string): void {
    for (const [id, cursor] of this.#open) if (cursor.session === session) this.#open.delete(id);
  }

  sweep(): void {
    const oldest = performance.now() - idleMs;
    for (const [id, cursor] of this.#open) if (cursor.usedAt < oldest) this.#open.delete(id);
  }
}

function cut(docs: readonly Buffer[], batchSize: number): readonly [readonly Buffer[], readonly Buffer[]] {
  let size = 0;
  let count = 0;
  for (const doc of docs) {
    size += doc.length;
    if (count >= batchSize || (size > batchBytesMax && count > 0)) break;
    count++;
  }
  return count === docs.length ? [docs, []] : [docs.slice(0, count), docs.slice(count)];
}

function batchReply(namespace: string, name: string, docs: readonly Buffer[], id: bigint): Reply {
  const fields = Buffer.from(serialize({ id: Long.fromBigInt(id), ns: namespace }));
  const cursor = withFields(fields, [element(0x04, name, arrayOfDocs(docs))]);
  return { fields: { ok: 1 }, elements: [element(0x03, "cursor", cursor)] };
}
