import type { Doc } from "../bson/value.ts";
import type { Collection } from "./collection.ts";
import type { Index } from "./index.ts";

/** How one index changes with a document. */
export interface KeyChange {
  readonly index: Index;
  readonly removed: readonly Buffer[];
  readonly added: readonly Buffer[];
  readonly isMultikey: boolean;
}

export function keyChanges(
  collection: Collection,
  before: Doc | undefined,
  after: Doc | undefined,
): KeyChange[] {
  return collection.indexes.flatMap((index) => {
    const old = before === undefined ? [] : index.keys(before).keys;
    const next = after === undefined ? undefined : index.keys(after);
    const removed = old.filter((key) => !(next?.keys ?? []).some((other) => other.equals(key)));
    const added = (next?.keys ?? []).filter((key) => !old.some((other) => other.equals(key)));
    if (removed.length === 0 && added.length === 0) return [];
    return [{ index, removed, added, isMultikey: next?.isMultikey ?? false }];
  });
}
