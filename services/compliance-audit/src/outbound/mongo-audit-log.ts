import { type Store, uuidv7 } from "@careline/store";
import { Binary } from "mongodb";
import type { AuditLog, Head } from "../app/audit-ports.ts";
import { appendPending } from "./append-pending.ts";
import type { EntryDocument, HeadDocument, PendingDocument, TileDocument } from "./audit-documents.ts";

export function mongoAuditLog(store: Store): AuditLog {
  const pending = store.collection<PendingDocument>("audit_pending");
  const entries = store.collection<EntryDocument>("audit_entries");
  const heads = store.collection<HeadDocument>("audit_heads");
  const tiles = store.collection<TileDocument>("audit_tiles");
  return {
    async receive({ tenantId, eventId, bytes, patientRef, at }) {
      const _id = `${tenantId}/${eventId}`;
      const row = { tenantId, eventId, arrival: uuidv7(), bytes: new Binary(bytes), patientRef, at };
      await pending.updateOne({ _id }, { $setOnInsert: row }, { upsert: true });
    },
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
      const whose = patientRef === undefined ? {} : { patientRef };
      const found = entries.find({ tenantId, index: { $gte: from }, ...whose });
      const rows = await found.sort({ index: 1 }).limit(limit).toArray();
      return rows.map(({ index, bytes, leafHash }) => ({
        index,
        bytes: bytes.value(),
        leafHash: leafHash.value(),
      }));
    },
    async tile(tenantId, level, index) {
      const found = await tiles.findOne({ _id: `${tenantId}/${level}/${index}` });
      return found?.hashes.value() ?? new Uint8Array();
    },
  };
}

function headOf({ _id: tenantId, size, roots, sealedSize, checkpoint, sealedAt }: HeadDocument): Head {
  const range = { size, roots: roots.map((root) => root.value()) };
  return { tenantId, range, sealedSize, checkpoint, sealedAt: sealedAt ?? undefined };
}
