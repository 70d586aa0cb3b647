import { createHash, randomUUID } from "node:crypto";
import { Fault } from "@careline/faults";
import { fieldPlace, mediaPlace, Sealed } from "@careline/phi";
import type { Phi } from "@careline/phi";
import type { MediaFacts, MediaName, MediaStore } from "../port.ts";
import { chunks } from "./chunks.ts";
import type { Shelf } from "./shelf.ts";

// GridFS's own size; with the box around it one document of 256 KiB and a little.
const chunkBytes = 256 * 1024;
const why = { purpose: "read-media" };

/** The facts as they are kept, sealed: nobody can say that a picture is a page, or leave chunks off its end. */
interface KeptFacts extends MediaFacts {
  readonly chunks: number;
}

/** A store of sealed files on any shelf. */
export function sealedMediaStore(phi: Phi, shelf: Shelf): MediaStore {
  const chunkPlace = (name: MediaName, chunk: number, isLast: boolean) =>
    mediaPlace({ ...name, class: "conversation", chunk, isLast });
  const factsPlace = (name: MediaName, documentId: string) =>
    fieldPlace({ ...name, class: "conversation", collection: "media.files", documentId, path: "facts" });

  async function standing(name: MediaName): Promise<{ fileId: string; facts: KeptFacts } | undefined> {
    const found = await shelf.newest(folderOf(name));
    if (found === undefined) return undefined;
    const { fileId, facts } = found;
    const opened = await phi.reading().open(new Sealed("media-facts", facts, factsPlace(name, fileId)), why);
    return { fileId, facts: JSON.parse(Buffer.from(opened).toString()) as KeptFacts };
  }

  async function fill(
    name: MediaName,
    fileId: string,
    mimeType: string,
    bytes: AsyncIterable<Uint8Array>,
    sizeBytesMax: number,
  ): Promise<MediaFacts> {
    const hash = createHash("sha256");
    let [count, sizeBytes, boxedBytes, boxBytes] = [0, 0, 0, 0];
    for await (const chunk of chunks(bytes, chunkBytes)) {
      sizeBytes += chunk.bytes.length;
      if (sizeBytes > sizeBytesMax) throw new Fault("limited", "the file is larger than allowed");
      hash.update(chunk.bytes);
      const { box } = await phi.seal("media", chunk.bytes, chunkPlace(name, count, chunk.isLast));
      await shelf.putBox(fileId, count, box);
      boxBytes = Math.max(boxBytes, box.length);
      boxedBytes += box.length;
      count += 1;
    }
    const facts: MediaFacts = { mimeType, sizeBytes, sha256: hash.digest("hex") };
    const kept: KeptFacts = { ...facts, chunks: count };
    const place = factsPlace(name, fileId);
    const { box } = await phi.seal("media-facts", Buffer.from(JSON.stringify(kept)), place);
    await shelf.finish(fileId, { facts: box, sizeBytes: boxedBytes, boxBytes });
    return facts;
  }

  return {
    async put(name, mimeType, bytes, sizeBytesMax) {
      const folder = folderOf(name);
      const fileId = `${folder}${version()}`;
      try {
        const facts = await fill(name, fileId, mimeType, bytes, sizeBytesMax);
        // Older ones, and halves of older ones. Where somebody newer is done already, this one is the older.
        const newest = await shelf.newest(folder);
        await shelf.remove(folder, newest?.fileId);
        return facts;
      } catch (error) {
        // What cannot be removed now goes when the same name is put again, deleted or erased.
        await shelf.remove(fileId).catch(() => undefined);
        throw error;
      }
    },
    async facts(name) {
      const found = await standing(name);
      if (found === undefined) return undefined;
      const { mimeType, sizeBytes, sha256 } = found.facts;
      return { mimeType, sizeBytes, sha256 };
    },
    async *read(name) {
      const found = await standing(name);
      if (found === undefined) throw new Fault("missing", "no such file");
      const reading = phi.reading();
      for (let index = 0; index < found.facts.chunks; index += 1) {
        const box = await shelf.box(found.fileId, index);
        if (box === undefined) throw new Fault("unreadable", "a chunk of a file is missing");
        const place = chunkPlace(name, index, index === found.facts.chunks - 1);
        yield await reading.open(new Sealed("media", box, place), why);
      }
    },
    delete: (name) => shelf.remove(folderOf(name)),
    erase: ({ tenantId, subjectId }) => shelf.remove(folderOf({ tenantId, subjectId })),
  };
}

/** Where all versions of a file lie, or all files of a person. */
function folderOf({ tenantId, subjectId, mediaId }: Omit<MediaName, "mediaId"> & Partial<MediaName>): string {
  const parts = [tenantId, subjectId, ...(mediaId === undefined ? [] : [mediaId])];
  if (!parts.every((part) => /^[\w-]{1,128}$/.test(part)))
    throw new Fault("invalid", "not the name of a file: letters, digits, - and _ only");
  return `${parts.join("/")}/`;
}

function version(): string {
  return `${Date.now().toString(36).padStart(9, "0")}-${randomUUID()}`;
}
