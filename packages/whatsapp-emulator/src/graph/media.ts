import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Media } from "../state/model.ts";
import { newGraphId } from "../state/numbers.ts";
import type { State } from "../state/state.ts";

const dayMs = 24 * 60 * 60 * 1000;
// What patients send is kept for a week, what the business uploads for a month.
export const keptMs = { patient: 7 * dayMs, business: 30 * dayMs } as const;
const linkMs = 5 * 60 * 1000;
const pieceBytes = 1024 * 1024;

export type NewMedia = Pick<Media, "phoneNumberId" | "mimeType" | "origin" | "expiresAt"> & {
  readonly filename?: string;
};

/** Takes a file as it comes. Nothing is there for others before `keep`. */
export interface MediaWriter {
  add(bytes: Uint8Array): void;
  /** How much has come. */
  size(): number;
  /** How it begins, as far as it is told apart by. */
  beginning(): Buffer;
  keep(media: NewMedia, now: number): Media;
  discard(): void;
}

export function mediaWriter({ records, media }: State): MediaWriter {
  const id = newGraphId();
  const hash = createHash("sha256");
  let head: Buffer = Buffer.alloc(0);
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let pieces = 0;
  let sizeBytes = 0;
  const flush = (): void => {
    records.blobs.put(id, pieces, Buffer.concat(waiting));
    pieces += 1;
    waiting = [];
    waitingBytes = 0;
  };
  return {
    add: (bytes) => {
      hash.update(bytes);
      if (head.length < 64) head = Buffer.concat([head, bytes.subarray(0, 64)]);
      waiting.push(Buffer.from(bytes));
      waitingBytes += bytes.length;
      sizeBytes += bytes.length;
      if (waitingBytes >= pieceBytes) flush();
    },
    size: () => sizeBytes,
    beginning: () => head,
    keep: ({ filename, ...rest }, now) => {
      const kept: Media = {
        ...rest,
        id,
        sha256: hash.digest("hex"),
        sizeBytes,
        ...(filename !== undefined && filename !== "" && { filename }),
        createdAt: now,
      };
      records.transaction(() => {
        if (waitingBytes > 0) flush();
        media.put(id, kept);
      });
      return kept;
    },
    discard: () => records.blobs.delete(id),
  };
}

/** Stores a file that is at hand as a whole. */
export function storeMedia(state: State, bytes: Uint8Array, media: NewMedia, now: number): Media {
  const writer = mediaWriter(state);
  writer.add(bytes);
  return writer.keep(media, now);
}

export function usableMedia(state: State, id: string, now: number): Media | undefined {
  const media = state.media.get(id);
  return media !== undefined && now < media.expiresAt ? media : undefined;
}

export function deleteMedia(state: State, id: string): void {
  state.records.transaction(() => {
    state.media.delete(id);
    state.records.blobs.delete(id);
  });
}

/** A stored file piece by piece. */
export function bytesOf(state: State, key: string): ReadableStream<Uint8Array> {
  const pieces = state.records.blobs.pieces(key)[Symbol.iterator]();
  return new ReadableStream({
    pull: (stream) => {
      const next = pieces.next();
      if (next.done === true) stream.close();
      else stream.enqueue(new Uint8Array(next.value));
    },
  });
}

/** A link to the bytes, good for five minutes. */
export function mediaLink(base: string, id: string, secret: string, now: number): string {
  return signedLink(`${base}/whatsapp_business/attachments/`, id, secret, now);
}

export function signedLink(address: string, id: string, secret: string, now: number): string {
  const expires = Math.floor((now + linkMs) / 1000);
  const query = new URLSearchParams({ mid: id, ext: String(expires), hash: linkHash(id, expires, secret) });
  return `${address}?${query.toString()}`;
}

export function isLinkGood(id: string, expires: number, hash: string, secret: string, now: number): boolean {
  const own = Buffer.from(linkHash(id, expires, secret));
  const given = Buffer.from(hash);
  return given.length === own.length && timingSafeEqual(given, own) && now < expires * 1000;
}

function linkHash(id: string, expires: number, secret: string): string {
  return createHmac("sha256", secret).update(`${id}/${expires}`).digest("base64url");
}
