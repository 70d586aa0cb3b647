import { Fault } from "@careline/faults";
import { at, numberOf, textAt } from "../loose.ts";
import { call } from "./call.ts";
import type { Graph } from "./call.ts";
import { uploadBytesMax } from "./media-limits.ts";
import { multipart } from "./multipart.ts";
import { sha256Of } from "./sha256.ts";

export interface UploadFacts {
  /** Such as audio/ogg; codecs=opus. */
  readonly mimeType: string;
  /** WhatsApp keeps it: an opaque name, never a patient's. */
  readonly filename: string;
}

/** A file to send: its bytes, or a stream of as many bytes as its size says. */
export type Upload = UploadFacts &
  (
    | { readonly bytes: Uint8Array }
    | { readonly bytes: AsyncIterable<Uint8Array>; readonly sizeBytes: number }
  );

export interface MediaInfo {
  /** Good for five minutes. */
  readonly url: string;
  readonly mimeType: string;
  /** Hex. */
  readonly sha256?: string | undefined;
  readonly sizeBytes?: number | undefined;
}

export interface MediaCalls {
  /**
   * Gives the id to send the file by, for 30 days. A stream is passed on as it comes.
   * Fault("invalid") for a file that WhatsApp does not take; "unavailable" or "limited" where trying again may help.
   */
  uploadMedia(phoneNumberId: string, upload: Upload): Promise<{ readonly id: string }>;
  /** Where a file can be fetched now. Fault("missing") for one that is not ours or gone: what people send is kept 7 days. */
  mediaInfo(mediaId: string, phoneNumberId: string): Promise<MediaInfo>;
  /** Fault("missing") where there is none. */
  deleteMedia(mediaId: string, phoneNumberId: string): Promise<void>;
}

// Slower than this is as good as broken.
const bytesPerMs = 128;

export function mediaCalls(graph: Graph, timeoutMs: number): MediaCalls {
  return {
    async uploadMedia(phoneNumberId, upload) {
      const file = checked(upload);
      const body = multipart({ messaging_product: "whatsapp", type: file.mimeType }, file);
      const answer = await call(graph, "people", {
        method: "POST",
        path: [phoneNumberId, "media"],
        body,
        timeoutMs: timeoutMs + file.sizeBytes / bytesPerMs,
      });
      const id = textAt(answer, "id");
      if (id === undefined) throw new Fault("unavailable", "WhatsApp: an upload was answered without an id");
      return { id };
    },
    async mediaInfo(mediaId, phoneNumberId) {
      const query = { phone_number_id: phoneNumberId };
      const answer = await call(graph, "people", { method: "GET", path: [mediaId], query });
      const url = textAt(answer, "url");
      if (url === undefined) throw new Fault("unavailable", "WhatsApp: a file without a URL");
      return {
        url,
        mimeType: textAt(answer, "mime_type") ?? "application/octet-stream",
        sha256: sha256Of(textAt(answer, "sha256")),
        sizeBytes: numberOf(at(answer, "file_size")),
      };
    },
    async deleteMedia(mediaId, phoneNumberId) {
      const query = { phone_number_id: phoneNumberId };
      await call(graph, "people", { method: "DELETE", path: [mediaId], query });
    },
  };
}

type SizedUpload = UploadFacts & { readonly bytes: AsyncIterable<Uint8Array>; readonly sizeBytes: number };

function checked(upload: Upload): SizedUpload {
  const { mimeType, filename } = upload;
  if (!/^[\w.+-]+\/[\w.+-]+( *; *[\w.+-]+=[\w.+-]+)*$/.test(mimeType))
    throw new Fault("invalid", "file: not a media type");
  const sized =
    "sizeBytes" in upload ? upload : { bytes: once(upload.bytes), sizeBytes: upload.bytes.length };
  if (sized.sizeBytes === 0) throw new Fault("invalid", "file: empty");
  const max = uploadBytesMax(mimeType);
  if (sized.sizeBytes > max)
    throw new Fault("invalid", `file: ${sized.sizeBytes} bytes, at most ${max} of ${mimeType}`);
  return { mimeType, filename, bytes: sized.bytes, sizeBytes: sized.sizeBytes };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
