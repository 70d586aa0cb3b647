import { Fault } from "@careline/faults";
import type { Store } from "@careline/store";
import { Binary, type ClientSession } from "mongodb";
import { append, emptyRange, leafHash, type Range } from "../domain/merkle.ts";
import { tilesWith } from "../domain/grow-tiles.ts";
import type { EntryDocument, HeadDocument, PendingDocument, TileDocument } from "./audit-documents.ts";

const batch = 256;

/**
 * Moves what waits into the log, in one transaction with the head that it changes. The head is matched by the size
 * and the epoch that were read: of two writers one finds it changed. Gives how many waited.
 */
export function appendPending(store: Store, tenantId: string, fence: number): Promise<number> {
  const pending = store.collection<PendingDocument>("audit_pending");
  const entries = store.collection<EntryDocument>("audit_entries");
  const heads = store.collection<HeadDocument>("audit_heads");
  return store.unit(async ({ session }) => {
    const rows = await pending.find({ tenantId }, { session }).sort({ arrival: 1 }).limit(batch).toArray();
    if (rows.length === 0) return 0;
    const before = await heads.findOne({ _id: tenantId }, { session });
    if (before !== null && before.epoch > fence) throw new Fault("conflict", "a later writer keeps this log");
    const eventIds = rows.map(({ eventId }) => eventId);
    const found = entries.find(
      { tenantId, eventId: { $in: eventIds } },
      { session, projection: { eventId: 1 } },
    );
    const known = new Set((await found.toArray()).map(({ eventId }) => eventId));

    let range: Range =
      before === null ? emptyRange : { size: before.size, roots: before.roots.map((r) => r.value()) };
    const added: EntryDocument[] = [];
    for (const { eventId, bytes, patientRef, at } of rows.filter((row) => !known.has(row.eventId))) {
      const leaf = leafHash(bytes.value());
      const index = range.size;
      added.push({
        ...{ _id: `${tenantId}/${index}`, tenantId, index, eventId, bytes, patientRef, at },
        leafHash: new Binary(leaf),
      });
      range = append(range, leaf);
    }
    if (added.length > 0) {
      await entries.insertMany(added, { session });
      await growTiles(store, session, tenantId, before?.size ?? 0, added);
    }
    const head = { size: range.size, roots: range.roots.map((root) => new Binary(root)), epoch: fence };
    if (before === null) {
      await heads.insertOne(
        { _id: tenantId, ...head, sealedSize: 0, checkpoint: "", sealedAt: null },
        { session },
      );
    } else {
      const matching = { _id: tenantId, size: before.size, epoch: before.epoch };
      const { matchedCount } = await heads.updateOne(matching, { $set: head }, { session });
      if (matchedCount === 0) throw new Fault("conflict", "another writer appended meanwhile");
    }
    await pending.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } }, { session });
    return rows.length;
  });
}

async function growTiles(
  store: Store,
  session: ClientSession,
  tenantId: string,
  size: number,
  added: readonly EntryDocument[],
): Promise<void> {
  const tiles = store.collection<TileDocument>("audit_tiles");
  const load = async (level: number, index: number) =>
    (await tiles.findOne({ _id: `${tenantId}/${level}/${index}` }, { session }))?.hashes.value();
  const grown = await tilesWith(
    load,
    size,
    added.map(({ leafHash: leaf }) => leaf.value()),
  );
  for (const { level, index, hashes } of grown)
    await tiles.updateOne(
      { _id: `${tenantId}/${level}/${index}` },
      { $set: { hashes: new Binary(hashes) } },
      { session, upsert: true },
    );
}
