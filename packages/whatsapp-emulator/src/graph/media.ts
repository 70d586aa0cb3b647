import { createHash, createHmac, randomInt, timingSafeEqual } from "node:crypto";
import type { Media } from "../state/model.ts";
import type { State } from "../state/state.ts";

const dayMs = 24 * 60 * 60 * 1000;
// What patients send is kept for a week, what the business uploads for a month.
const keptMs = { patient: 7 * dayMs, business: 30 * dayMs } as const;
const linkMs = 5 * 60 * 1000;

export interface NewMedia {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly filename?: string;
  readonly origin: Media["origin"];
}

export function storeMedia(
  state: State,
  { bytes, mimeType, filename, origin }: NewMedia,
  now: number,
): Media {
  const media: Media = {
    id: `${randomInt(1, 9)}${String(randomInt(0, 2 ** 47))
      .padStart(15, "0")
      .slice(-15)}`,
    mimeType,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    sizeBytes: bytes.length,
    ...(filename !== undefined && filename !== "" && { filename }),
    origin,
    createdAt: now,
  };
  state.records.transaction(() => {
    state.media.put(media.id, media);
    state.records.blobs.put(media.id, bytes);
  });
  return media;
}

export function usableMedia(state: State, id: string, now: number): Media | undefined {
  const media = state.media.get(id);
  return media !== undefined && now < media.createdAt + keptMs[media.origin] ? media : undefined;
}

export function deleteMedia(state: State, id: string): void {
  state.records.transaction(() => {
    state.media.delete(id);
    state.records.blobs.delete(id);
  });
}

/** A link to the bytes, good for five minutes. */
export function mediaLink(base: string, id: string, secret: string, now: number): string {
  const expires = Math.floor((now + linkMs) / 1000);
  const query = new URLSearchParams({ mid: id, ext: String(expires), hash: linkHash(id, expires, secret) });
  return `${base}/whatsapp_business/attachments/?${query.toString()}`;
}

export function isLinkGood(id: string, expires: number, hash: string, secret: string, now: number): boolean {
  const own = Buffer.from(linkHash(id, expires, secret));
  const given = Buffer.from(hash);
  return given.length === own.length && timingSafeEqual(given, own) && now < expires * 1000;
}

function linkHash(id: string, expires: number, secret: string): string {
  return createHmac("sha256", secret).update(`${id}/${expires}`).digest("base64url");
}
