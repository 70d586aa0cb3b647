import { failpoint, Fault } from "@careline/faults";
import type { Store } from "@careline/store";
import { Binary, type ClientSession, MongoServerError } from "mongodb";
import { openTiles, tilesWith } from "../domain/grow-tiles.ts";
import { appendAll, emptyRange, leafHash } from "../domain/merkle.ts";
import { parcels } from "../domain/parcels.ts";
import {
  type HeadDocument,
  type ParcelDocument,
  type RecordDocument,
  type SegmentDocument,
  segmentEntriesMax,
  type TileDocument,
} from "./audit-documents.ts";
import { nextParcels } from "./next-parcels.ts";

interface Leaf {
  readonly record: RecordDocument;
  readonly bytes: Uint8Array;
  readonly hash: Buffer;
}

/**
 * Moves what waits into the log, thousands in one transaction with the head that it changes. The head is matched by the
 * size and the epoch that were read: of two writers one finds it changed. Gives how many waited.
 */
export async function appendPending(store: Store, tenantId: string, fence: number): Promise<number> {
  failpoint("audit.before-sequence");
  const count = await store
    .unit(({ session }) => move(session, "new"))
    // A record that came again is rare, so it is looked for only when the log has refused it.
    .catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
      return store.unit(({ session }) => move(session, "some known"));
    });
  failpoint("audit.after-sequence");
  return count;

  async function move(session: ClientSession, records: "new" | "some known"): Promise<number> {
    const pending = store.collection<ParcelDocument>("audit_pending");
    const next = await nextParcels(pending, tenantId, session);
    if (next.ids.length === 0) return 0;
    const unique = new Map<string, RecordDocument>();
    for (const record of next.records) if (!unique.has(record.eventId)) unique.set(record.eventId, record);
    if (records === "some known")
      for (const id of await known([...unique.keys()], session)) unique.delete(id);
    const leaves = [...unique.values()].map((record): Leaf => {
      const bytes = record.bytes.value();
      return { record, bytes, hash: leafHash(bytes) };
    });
    await grow(leaves, session);
    await pending.deleteMany({ _id: { $in: [...next.ids] } }, { session });
    return next.records.length;
  }

  async function known(eventIds: readonly string[], session: ClientSession): Promise<readonly string[]> {
    const entries = store.collection<SegmentDocument>("audit_entries");
    const wanted = { tenantId, eventId: { $in: [...eventIds] } };
    const found = entries.find(wanted, { session, projection: { eventId: 1 } });
    return (await found.toArray()).flatMap(({ eventId }) => eventId);
  }

  async function grow(leaves: readonly Leaf[], session: ClientSession): Promise<void> {
    const heads = store.collection<HeadDocument>("audit_heads");
    const before = await heads.findOne({ _id: tenantId }, { session });
    if (before !== null && before.epoch > fence) throw new Fault("conflict", "a later writer keeps this log");
    if (leaves.length === 0) return;
    const { size, roots } = before ?? { size: 0, roots: [] };
    const hashes = leaves.map(({ hash }) => hash);
    await store.collection<SegmentDocument>("audit_entries").insertMany(segments(size, leaves), { session });
    await growTiles(size, hashes, session);
    const range = appendAll(
      before === null ? emptyRange : { size, roots: roots.map((r) => r.value()) },
      hashes,
    );
    const head = { size: range.size, roots: range.roots.map((root) => new Binary(root)), epoch: fence };
    if (before === null) {
      const first = { _id: tenantId, ...head, sealedSize: 0, checkpoint: "", sealedAt: null };
      await heads.insertOne(first, { session });
      return;
    }
    const matching = { _id: tenantId, size, epoch: before.epoch };
    const { matchedCount } = await heads.updateOne(matching, { $set: head }, { session });
    if (matchedCount === 0) throw new Fault("conflict", "another writer appended meanwhile");
  }

  function segments(size: number, leaves: readonly Leaf[]): SegmentDocument[] {
    let index = size;
    return parcels(leaves, segmentEntriesMax).map((part) => {
      const segment: SegmentDocument = {
        ...{ _id: `${tenantId}/${index}`, tenantId, index },
        eventId: part.map(({ record }) => record.eventId),
        patientRef: part.map(({ record }) => record.patientRef),
        bytes: part.map(({ record }) => record.bytes),
        leafHash: new Binary(Buffer.concat(part.map(({ hash }) => hash))),
      };
      index += part.length;
      return segment;
    });
  }

  async function growTiles(size: number, leaves: readonly Buffer[], session: ClientSession): Promise<void> {
    const tiles = store.collection<TileDocument>("audit_tiles");
    const idOf = (level: number, index: number) => `${tenantId}/${level}/${index}`;
    const wanted = openTiles(size).map(({ level, index }) => ({ level, index, _id: idOf(level, index) }));
    const found = await tiles.find({ _id: { $in: wanted.map(({ _id }) => _id) } }, { session }).toArray();
    const open = wanted.map(({ level, index, _id }) => {
      const hashes = found.find((tile) => tile._id === _id)?.hashes.value() ?? new Uint8Array();
      return { level, index, hashes };
    });
    const operations = tilesWith(open, size, leaves).map(({ level, index, hashes }) => ({
      updateOne: {
        filter: { _id: idOf(level, index) },
        update: { $set: { hashes: new Binary(hashes) } },
        upsert: true,
      },
    }));
    await tiles.bulkWrite(operations, { session });
  }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}
