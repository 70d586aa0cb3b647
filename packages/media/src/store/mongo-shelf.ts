import { failpoint, Fault } from "@careline/faults";
import { Binary, type Db, MongoError, type ObjectId } from "mongodb";
import type { Shelf } from "./shelf.ts";

interface FileRow {
  readonly _id: string;
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  readonly filename: string;
  readonly metadata: { readonly facts: Binary };
}

interface ChunkRow {
  readonly _id?: ObjectId;
  readonly files_id: string;
  readonly n: number;
  readonly data: Binary;
}

/**
 * Boxes in MongoDB as GridFS lays files out, so that its tools see files, one box a chunk. Written without the driver's bucket: that names
 * a file before it is known, and reads 16 MB of it at once.
 */
export async function mongoShelf(db: Db): Promise<Shelf> {
  const files = db.collection<FileRow>("fs.files");
  const chunks = db.collection<ChunkRow>("fs.chunks");
  await chunks.createIndex({ files_id: 1, n: 1 }, { unique: true }).catch(away);
  return {
    async putBox(fileId, index, box) {
      failpoint("media.before-chunk");
      await chunks.insertOne({ files_id: fileId, n: index, data: new Binary(box) }).catch(away);
      failpoint("media.after-chunk");
    },
    async box(fileId, index) {
      const row = await chunks.findOne({ files_id: fileId, n: index }).catch(away);
      return row?.data.buffer;
    },
    async finish(fileId, { facts, sizeBytes, boxBytes }) {
      failpoint("media.before-finish");
      const sizes = { length: sizeBytes, chunkSize: boxBytes };
      const rest = { uploadDate: new Date(), filename: fileId, metadata: { facts: new Binary(facts) } };
      await files.insertOne({ _id: fileId, ...sizes, ...rest }).catch(away);
      failpoint("media.after-finish");
    },
    async newest(prefix) {
      const row = await files.findOne({ _id: range(prefix) }, { sort: { _id: -1 } }).catch(away);
      return row === null ? undefined : { fileId: row._id, facts: row.metadata.facts.buffer };
    },
    async remove(prefix, before) {
      failpoint("media.before-remove");
      // Without its document it is no file any more, whatever chunks are left when this breaks off.
      await files.deleteMany({ _id: range(prefix, before) }).catch(away);
      await chunks.deleteMany({ files_id: range(prefix, before) }).catch(away);
      failpoint("media.after-remove");
    },
  };
}

function range(prefix: string, before = `${prefix}\uffff`) {
  return { $gte: prefix, $lt: before };
}

function away(error: unknown): never {
  throw error instanceof MongoError
    ? new Fault("unavailable", "the database of files does not answer", { cause: error })
    : error;
}
