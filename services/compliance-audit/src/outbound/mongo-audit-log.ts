import { failpoint } from "@careline/faults";
import { gathered, type Store, uuidv7 } from "@careline/store";
import { Binary } from "mongodb";
import type { Arrived, AuditLog, Entry, Head } from "../app/audit-ports.ts";
import { hashesIn } from "../domain/merkle.ts";
import { parcels } from "../domain/parcels.ts";
import { tileWidth } from "../domain/tiles.ts";
import { appendPending } from "./append-pending.ts";
import {
  type HeadDocument,
  listed,
  type ParcelDocument,
  type SegmentDocument,
  segmentEntriesMax,
  type TileDocument,
} from "./audit-documents.ts";

const recordsAtOnceMax = 2_048;
const parcelRecordsMax = 256;
const everyMs = 50;

export function mongoAuditLog(store: Store): AuditLog {
  const pending = store.collection<ParcelDocument>("audit_pending");
  const entries = store.collection<SegmentDocument>("audit_entries");
  const heads = store.collection<HeadDocument>("audit_heads");
  const tiles = store.collection<TileDocument>("audit_tiles");
  const tileId = (tenantId: string, level: number, index: number) => `${tenantId}/${level}/${index}`;

  return {
    receive: gathered(
      async (arrived: readonly Arrived[]) => {
        failpoint("audit.before-append");
        await pending.insertMany(parcelsOf(arrived));
        failpoint("audit.after-append");
      },
      recordsAtOnceMax,
      everyMs,
    ),
    waiting: () => pending.distinct("tenantId"),
    appendBatch: (tenantId, fence) => appendPending(store, tenantId, fence),
    async unsealed() {
      const found = await heads.find({ $expr: { $lt: ["$sealedSize", "$size"] } }).toArray();
      return found.map(headOf);
    },
    async sealed(tenantId, sealedSize, checkpoint, sealedAt) {
      const notFurther = { _id: tenantId, sealedSize: { $lte: sealedSize } };
      await heads.updateOne(notFurther, { $set: { sealedSize, checkpoint, sealedAt } });
    },
    async head(tenantId) {
      const found = await heads.findOne({ _id: tenantId });
      return found === null ? undefined : headOf(found);
    },
    async entries(tenantId, from, limit, patientRef) {
      if (limit <= 0) return [];
      const after = from - segmentEntriesMax;
      const found =
        patientRef === undefined
          ? entries.find({ tenantId, index: { $gt: after, $lt: from + limit } })
          : // Each holds one at least, but for the first, where it may lie before `from`.
            entries.find({ tenantId, patientRef, index: { $gt: after } }).limit(limit + 1);
      const rows = (await found.sort({ index: 1 }).toArray()).flatMap(entriesOf);
      const wanted = rows.filter(
        (row) => row.index >= from && (patientRef === undefined || row.patientRef === patientRef),
      );
      return wanted.slice(0, limit);
    },
    async leafHashes(tenantId, from, until) {
      const first = Math.floor(from / tileWidth);
      const count = Math.ceil(until / tileWidth) - first;
      const ids = Array.from({ length: count }, (_, at) => tileId(tenantId, 0, first + at));
      const found = await tiles.find({ _id: { $in: ids } }).toArray();
      const byId = new Map(found.map(({ _id, hashes }) => [_id, hashes.value()]));
      const all = ids.flatMap((id) => hashesIn(byId.get(id) ?? new Uint8Array()));
      return all.slice(from - first * tileWidth, until - first * tileWidth);
    },
    async tile(tenantId, level, index) {
      const found = await tiles.findOne({ _id: tileId(tenantId, level, index) });
      return found?.hashes.value() ?? new Uint8Array();
    },
  };
}

function parcelsOf(arrived: readonly Arrived[]): ParcelDocument[] {
  return [...Map.groupBy(arrived, ({ tenantId }) => tenantId)].flatMap(([tenantId, all]) =>
    parcels(all, parcelRecordsMax).map((part) => {
      const arrival = uuidv7();
      const records = part.map(({ eventId, bytes, patientRef, at }) => {
        return { eventId, bytes: new Binary(bytes), patientRef, at };
      });
      return { _id: arrival, tenantId, arrival, records };
    }),
  );
}

function entriesOf(segment: SegmentDocument): readonly (Entry & { patientRef: string | undefined })[] {
  const hashes = hashesIn(segment.leafHash.value());
  const refs = listed(segment.patientRef);
  return listed(segment.bytes).map((bytes, at) => ({
    index: segment.index + at,
    bytes: bytes.value(),
    leafHash: hashes[at] ?? new Uint8Array(),
    patientRef: refs[at],
  }));
}

function headOf({ _id: tenantId, size, roots, sealedSize, checkpoint, sealedAt }: HeadDocument): Head {
  const range = { size, roots: roots.map((root) => root.value()) };
  return { tenantId, range, sealedSize, checkpoint, sealedAt: sealedAt ?? undefined };
}
